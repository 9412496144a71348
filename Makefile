# Everything a newcomer needs: `make demo`, `make test`. Each target installs what it lacks.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:

TARGET := target
SITE := $(TARGET)/site
TOOLS := $(TARGET)/tools
RELEASE := $(TARGET)/release
WASM := $(TARGET)/wasm32-unknown-unknown/wasm-release/frontend.wasm
# The browser's glue has to be made by exactly the wasm-bindgen that the crate was built with.
WASM_BINDGEN_VERSION := $(shell grep -A1 '^name = "wasm-bindgen"$$' Cargo.lock | sed -n 's/^version = "\(.*\)"/\1/p')
WASM_BINDGEN := $(TOOLS)/bin/wasm-bindgen
# What rustc and wasm-bindgen use, and what browsers have: wasm-opt writes newer things if it may.
WASM_FEATURES := bulk-memory bulk-memory-opt call-indirect-overlong multivalue mutable-globals nontrapping-float-to-int reference-types sign-ext
# Components as boxes: the release build of `app` takes a fifth of the time (docs/adr/0002).
LEPTOS_FLAGS := --cfg erase_components
# Newest that builds on our Rust (docs/adr/0002).
CARGO_LEPTOS_VERSION := 0.3.6
SAY := @printf '\033[1m%s\033[0m\n'

.PHONY: help
help: ## Says what there is
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 12

.PHONY: demo
demo: ## Builds, starts the sandbox and Inlay, says where to click
	@crates/sandbox/demo/free
	@$(MAKE) --no-print-directory build || { echo "The build failed: the lines above say where. Nothing was started."; exit 1; }
	@exec crates/sandbox/demo/run

.PHONY: build
build: tools assets wasm server ## Builds Inlay and the sandbox for release

.PHONY: test
test: tools assets confluence/node_modules/.stamp ## Unit, property, contract, router and browser tests
	@end2end/postgres
	$(SAY) "Tests of the crates"
	cargo test --workspace --exclude frontend
	npm --prefix frontend run --silent test
	npm --prefix confluence run --silent test
	@$(MAKE) --no-print-directory build end2end

.PHONY: end2end
end2end: end2end/node_modules/.stamp confluence/node_modules/.stamp ## Browser tests against the built release
	$(SAY) "Tests in the browser"
	@end2end/browser
	cd end2end && npm run --silent types && npx playwright test

.PHONY: check
check: tools assets ## Format and lints
	cargo fmt --all --check
	cargo clippy --workspace --exclude frontend --all-targets -- -D warnings
	cargo clippy -p frontend --target wasm32-unknown-unknown -- -D warnings
	cargo doc --workspace --exclude frontend --no-deps --quiet
	@if command -v cargo-deny >/dev/null; then cargo deny check bans licenses sources; else echo "cargo-deny is not installed: licences and sources are not checked"; fi

.PHONY: real-data
real-data: build ## Reference numbers on real Jira issues (INLAY_REAL_DATA names the folder)
	@test -n "$${INLAY_REAL_DATA:-}" || { echo "Set INLAY_REAL_DATA to the folder of issues."; exit 1; }
	cargo test -p chart --test real_data
	end2end/real-data

.PHONY: bench
bench: build end2end/node_modules/.stamp ## What a chart costs, as ratios of one run (docs/performance.md)
	@end2end/browser
	@cd end2end && BENCH=1 WORKERS=1 npx playwright test --project bench --reporter line

.PHONY: dev
dev: tools assets $(TOOLS)/bin/cargo-leptos ## Rebuilds and reloads while you edit, with a sandbox beside
	@exec crates/sandbox/demo/dev

.PHONY: tools
tools: needs $(WASM_BINDGEN) frontend/node_modules/.stamp

.PHONY: needs
needs:
	@.ci/needs

.PHONY: assets
assets: frontend/node_modules/.stamp ## ECharts, style and the embed's script, from npm packages
	@npm --prefix frontend run --silent build

.PHONY: confluence
confluence: confluence/node_modules/.stamp ## The Forge app for one Inlay, into confluence/build (confluence/README.md)
	@npm --prefix confluence run --silent build

.PHONY: wasm
wasm: tools ## The browser's half
	$(SAY) "Building the browser's half"
	RUSTFLAGS="$${RUSTFLAGS:-} $(LEPTOS_FLAGS)" cargo build -p frontend --target wasm32-unknown-unknown --profile wasm-release
	@$(MAKE) --no-print-directory $(SITE)/pkg/inlay_bg.wasm
	@end2end/sizes

$(SITE)/pkg/inlay_bg.wasm: $(WASM)
	@rm -rf $(SITE)/pkg && mkdir -p $(SITE)/pkg
	PATH="$(TOOLS)/bin:$$PATH" wasm-bindgen --target web --no-typescript --out-dir $(SITE)/pkg --out-name inlay $(WASM)
	frontend/node_modules/.bin/wasm-opt -Oz $(WASM_FEATURES:%=--enable-%) -o $@.small $@
	@mv $@.small $@

.PHONY: server
server: ## `inlay` and `inlay-sandbox`, release
	$(SAY) "Building the server and the sandbox (some minutes the first time)"
	RUSTFLAGS="$${RUSTFLAGS:-} $(LEPTOS_FLAGS)" cargo build --release -p server -p sandbox

$(WASM_BINDGEN): Cargo.lock | needs
	$(SAY) "Installing wasm-bindgen $(WASM_BINDGEN_VERSION) into $(TOOLS) (once, about three minutes)"
	@command -v rustup >/dev/null && rustup target add wasm32-unknown-unknown || true
	@$@ --version 2>/dev/null | grep -qF "$(WASM_BINDGEN_VERSION)" || cargo install --quiet wasm-bindgen-cli --version $(WASM_BINDGEN_VERSION) --root $(TOOLS)
	@touch $@

$(TOOLS)/bin/cargo-leptos:
	$(SAY) "Installing cargo-leptos $(CARGO_LEPTOS_VERSION) into $(TOOLS) (once, about seven minutes)"
	CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --debug --locked cargo-leptos --version $(CARGO_LEPTOS_VERSION) --root $(TOOLS)

%/node_modules/.stamp: %/package.json %/package-lock.json | needs
	$(SAY) "Installing npm packages of $*"
	@npm --prefix $* ci --silent --no-audit --no-fund
	@touch $@

.PHONY: clean
clean: ## Removes what was built
	rm -rf $(TARGET) frontend/node_modules end2end/node_modules confluence/node_modules confluence/build
