//! Wrong settings end in one sentence each.

use super::*;
use clap::Parser;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    raw: Raw,
}

const KEY: &str = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

fn with(more: &[&str]) -> Result<Settings, Wrong> {
    let good = [
        "--secret-keys",
        KEY,
        "--atlassian-client-id",
        "id",
        "--atlassian-client-secret",
        "s",
    ];
    let mut args = vec!["inlay"];
    // A flag given in `more` stands in for the good one.
    for pair in good.chunks(2).filter(|pair| !more.contains(&pair[0])) {
        args.extend(pair);
    }
    args.extend(more.iter().filter(|a| !a.is_empty()));
    Line::try_parse_from(args)
        .expect("flags that exist")
        .raw
        .check()
}

#[test]
fn the_least_that_must_be_set_is_enough() {
    let settings = with(&[]).expect("good settings");
    assert_eq!(settings.public_url.as_str(), "http://localhost:3000/");
    assert!(settings.frame_ancestors.is_empty());
    assert!(!settings.webhooks);
    assert!(with(&["--webhooks", "on"]).expect("good settings").webhooks);
}

#[test]
fn each_mistake_names_its_setting_and_shows_an_example() {
    for (args, names, shows) in [
        (vec!["--listen", "here"], "INLAY_LISTEN", "127.0.0.1:3000"),
        (
            vec!["--public-url", "http://charts.example.com"],
            "INLAY_PUBLIC_URL",
            "https://",
        ),
        (
            vec!["--public-url", "https://example.com/charts"],
            "INLAY_PUBLIC_URL",
            "root",
        ),
        (
            vec!["--forge-app-id", "my-app"],
            "INLAY_FORGE_APP_ID",
            "ari:cloud:ecosystem::app/",
        ),
        (
            vec!["--metrics-listen", "9464"],
            "INLAY_METRICS_LISTEN",
            "127.0.0.1:9464",
        ),
        (vec!["--webhooks", "yes"], "INLAY_WEBHOOKS", "on or off"),
        (
            vec!["--client-address-header", "X Forwarded For"],
            "INLAY_CLIENT_ADDRESS_HEADER",
            "X-Forwarded-For",
        ),
        (
            vec!["--secret-keys", "k1:short"],
            "INLAY_SECRET_KEYS",
            "inlay keys generate",
        ),
        (
            vec!["--atlassian-client-id", " "],
            "INLAY_ATLASSIAN_CLIENT_ID",
            "developer console",
        ),
        (
            vec!["--atlassian-api-url", "api"],
            "INLAY_ATLASSIAN_API_URL",
            "https://api.atlassian.com",
        ),
        (
            vec!["--database-url", "mysql://x"],
            "INLAY_DATABASE_URL",
            "sqlite://data/inlay.db",
        ),
        (
            vec!["--frame-ancestors", "wiki"],
            "INLAY_FRAME_ANCESTORS",
            "https://your-team.atlassian.net",
        ),
        (
            vec!["--frame-ancestors", "https://u@a.example"],
            "INLAY_FRAME_ANCESTORS",
            "https://",
        ),
        (
            vec!["--frame-ancestors", "https://a.example;script-src"],
            "INLAY_FRAME_ANCESTORS",
            "https://",
        ),
    ] {
        let sentence = with(&args).expect_err("a mistake").to_string();
        assert!(
            sentence.starts_with(names) && sentence.contains(shows),
            "{sentence}"
        );
    }
}

#[test]
fn a_wildcard_of_subdomains_may_frame() {
    let settings = with(&[
        "--frame-ancestors",
        "https://*.atlassian.net http://wiki.localhost:4000",
    ])
    .unwrap();
    assert_eq!(
        settings.frame_ancestors,
        ["https://*.atlassian.net", "http://wiki.localhost:4000"]
    );
}

#[test]
fn no_secret_prints_itself() {
    let settings = with(&[
        "--atlassian-client-secret",
        "very-secret",
        "--database-url",
        "postgres://u:hunter2@h/d",
    ])
    .unwrap();
    let printed = format!("{:?} {:?}", settings.client_secret, settings.keys);
    assert!(
        !printed.contains("very-secret") && !printed.contains("AAECAwQF"),
        "{printed}"
    );
}
