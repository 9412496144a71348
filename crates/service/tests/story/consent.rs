//! To Atlassian and back, and from the popup to the frame.

use crate::stage::{MAYA, SOFIA, Stage};
use serde_json::json;
use service::{Answer, Begun, Claim, Consent, Errand, Failure, HandedOver, Secret, Viewer, hash};
use store::Outcome;

fn for_frame(verifier: &Secret, chart: &str) -> Errand {
    Errand {
        chart: Some(chart.into()),
        frame: Some(hash(verifier.expose())),
        listened_to: true,
        ..Errand::default()
    }
}

fn claim(verifier: &Secret, code: Option<&Secret>) -> Claim {
    Claim {
        verifier: verifier.clone(),
        code: code.cloned(),
    }
}

async fn chart_of_maya(stage: &Stage) -> String {
    let maya = stage.sign_in(MAYA).await;
    stage
        .service
        .save_chart(
            &maya,
            None,
            None,
            &stage.spec("project is not EMPTY", "status"),
        )
        .await
        .expect("saved")
        .id
}

#[tokio::test]
async fn accepting_stores_the_grant_and_starts_a_session() {
    let stage = Stage::set().await;
    let finished = stage.consent_for(MAYA, Errand::default(), None).await;
    let session = finished.session.expect("a session");
    let viewer = stage
        .service
        .viewer_by_cookie(&session.token)
        .await
        .unwrap();
    let account = stage
        .service
        .account(&viewer)
        .await
        .unwrap()
        .expect("an account");
    assert_eq!(
        (
            account.name.as_str(),
            account.timezone.as_str(),
            account.sites.len()
        ),
        (MAYA, "UTC", 2)
    );
    assert!(account.healthy);
}

#[tokio::test]
async fn a_consent_for_one_site_covers_that_site_alone() {
    let stage = Stage::set().await;
    let finished = stage
        .consent_for(MAYA, Errand::default(), Some(vec![stage.site(1)]))
        .await;
    let viewer = stage
        .service
        .viewer_by_cookie(&finished.session.unwrap().token)
        .await
        .unwrap();
    let refused = stage
        .service
        .preview(&viewer, &stage.spec("project is not EMPTY", "status"))
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), "site_missing");
    assert!(
        refused.sentence().contains(&stage.sandbox.sites()[1].name),
        "{refused}"
    );
}

#[tokio::test]
async fn a_frame_gets_its_session_once_for_verifier_and_code() {
    let stage = Stage::set().await;
    let chart = chart_of_maya(&stage).await;
    let verifier = Secret::draw();
    let code = stage
        .consent_for(MAYA, for_frame(&verifier, &chart), None)
        .await
        .code
        .expect("a code");

    let thief = claim(&Secret::draw(), Some(&code));
    assert!(
        matches!(
            stage.service.claim(&thief).await.unwrap(),
            HandedOver::Pending
        ),
        "a code without its verifier"
    );
    let wrong = claim(&verifier, Some(&Secret::draw()));
    assert!(
        matches!(
            stage.service.claim(&wrong).await.unwrap(),
            HandedOver::Pending
        ),
        "a verifier with another code"
    );
    let HandedOver::Session(session) = stage
        .service
        .claim(&claim(&verifier, Some(&code)))
        .await
        .unwrap()
    else {
        panic!("verifier and code belong together")
    };
    assert!(
        matches!(
            stage
                .service
                .claim(&claim(&verifier, Some(&code)))
                .await
                .unwrap(),
            HandedOver::Pending
        ),
        "a replay"
    );
    let viewer = stage.service.viewer_by_frame(&session.token).await.unwrap();
    assert!(stage.service.view(&viewer, &chart).await.is_ok());
    assert_eq!(
        stage
            .service
            .viewer_by_cookie(&session.token)
            .await
            .unwrap(),
        Viewer::Anonymous,
        "a frame's token is no browser session"
    );
}

#[tokio::test]
async fn a_frame_that_lost_its_popup_gets_the_session_by_its_verifier_alone() {
    let stage = Stage::set().await;
    let chart = chart_of_maya(&stage).await;
    let verifier = Secret::draw();
    assert!(matches!(
        stage.service.claim(&claim(&verifier, None)).await.unwrap(),
        HandedOver::Pending
    ));
    stage
        .consent_for(MAYA, for_frame(&verifier, &chart), None)
        .await;
    assert!(matches!(
        stage.service.claim(&claim(&verifier, None)).await.unwrap(),
        HandedOver::Session(_)
    ));
}

#[tokio::test]
async fn a_hand_over_is_gone_after_a_minute() {
    let stage = Stage::set().await;
    let chart = chart_of_maya(&stage).await;
    let verifier = Secret::draw();
    stage
        .consent_for(MAYA, for_frame(&verifier, &chart), None)
        .await;
    stage.advance(61).await;
    assert!(matches!(
        stage.service.claim(&claim(&verifier, None)).await.unwrap(),
        HandedOver::Pending
    ));
}

#[tokio::test]
async fn a_popup_that_is_known_already_hands_over_without_asking_atlassian() {
    let stage = Stage::set().await;
    let chart = chart_of_maya(&stage).await;
    let maya = stage.sign_in(MAYA).await;
    let verifier = Secret::draw();
    let begun = stage
        .service
        .begin_consent(&maya, for_frame(&verifier, &chart), false)
        .await
        .unwrap();
    let Begun::Done(finished) = begun else {
        panic!("her grant covers the chart's site")
    };
    assert!(matches!(
        stage
            .service
            .claim(&claim(&verifier, finished.code.as_ref()))
            .await
            .unwrap(),
        HandedOver::Session(_)
    ));
}

#[tokio::test]
async fn cancelling_is_told_to_the_frame_that_waits() {
    let stage = Stage::set().await;
    let verifier = Secret::draw();
    let begun = stage
        .service
        .begin_consent(&Viewer::Anonymous, for_frame(&verifier, "c_1"), false)
        .await
        .unwrap();
    let Begun::Ask { to, value, .. } = begun else {
        panic!("nobody is signed in")
    };
    let state = to
        .query_pairs()
        .find(|(k, _)| k == "state")
        .unwrap()
        .1
        .into_owned();
    let answer = Answer {
        code: None,
        state,
        error: Some("access_denied".into()),
    };
    let finished = stage
        .service
        .finish_consent(Consent::from_cookie(&value), answer)
        .await
        .unwrap();
    assert_eq!(finished.outcome, Outcome::Cancelled);
    assert!(finished.session.is_none());
    let told = stage.service.claim(&claim(&verifier, None)).await.unwrap();
    assert!(
        matches!(told, HandedOver::Ended(Outcome::Cancelled)),
        "{told:?}"
    );
}

#[tokio::test]
async fn an_answer_counts_only_in_the_window_that_asked() {
    let stage = Stage::set().await;
    let code = stage.control("consent", json!({ "person": MAYA })).await["code"]
        .as_str()
        .unwrap()
        .to_owned();
    for state in ["", "somebody-elses"] {
        let Begun::Ask { value, .. } = stage
            .service
            .begin_consent(&Viewer::Anonymous, Errand::default(), false)
            .await
            .unwrap()
        else {
            panic!("nobody is signed in")
        };
        let answer = Answer {
            code: Some(code.clone()),
            state: state.into(),
            error: None,
        };
        let finished = stage
            .service
            .finish_consent(Consent::from_cookie(&value), answer)
            .await
            .unwrap();
        assert!(matches!(finished.outcome, Outcome::Failed { .. }) && finished.session.is_none());
    }
    assert_eq!(
        stage.counters().await["calls"]["POST /oauth/token"],
        json!(null),
        "nothing was exchanged"
    );
}

#[tokio::test]
async fn the_wrong_site_is_named_and_an_unknown_chart_looks_the_same() {
    let stage = Stage::set().await;
    let chart = chart_of_maya(&stage).await;
    let second = stage.sandbox.sites()[1].name.clone();
    for id in [chart.as_str(), "c_nobody_made_this"] {
        let finished = stage
            .consent_for(SOFIA, for_frame(&Secret::draw(), id), None)
            .await;
        assert_eq!(
            finished.outcome,
            Outcome::WrongSite {
                chosen: second.clone()
            },
            "{id}"
        );
        assert!(
            finished.session.is_some(),
            "her grant is kept for charts that she may see"
        );
    }
    let sofia = stage.sign_in(SOFIA).await;
    let mut told = Vec::new();
    for id in [chart.as_str(), "c_nobody_made_this", "not an id"] {
        told.push(
            stage
                .service
                .view(&sofia, id)
                .await
                .map(|_| ())
                .unwrap_err(),
        );
    }
    assert!(
        told.iter().all(|failure| *failure == told[0]) && matches!(told[0], Failure::Prompt(_)),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_consent_without_the_scope_to_read_issues_is_refused_in_words() {
    let stage = Stage::set().await;
    let Begun::Ask { to, value, .. } = stage
        .service
        .begin_consent(&Viewer::Anonymous, Errand::default(), false)
        .await
        .unwrap()
    else {
        panic!("nobody is signed in")
    };
    let query = |key: &str| {
        to.query_pairs()
            .find(|(k, _)| k == key)
            .unwrap()
            .1
            .into_owned()
    };
    let wish = json!({ "person": MAYA, "scopes": ["read:me", "offline_access"], "code_challenge": query("code_challenge") });
    let code = stage.control("consent", wish).await["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let answer = Answer {
        code: Some(code),
        state: query("state"),
        error: None,
    };
    let finished = stage
        .service
        .finish_consent(Consent::from_cookie(&value), answer)
        .await
        .unwrap();
    let Outcome::Failed { sentence } = finished.outcome else {
        panic!("too little was accepted")
    };
    assert!(
        sentence.contains("does not cover reading Jira issues"),
        "{sentence}"
    );
}
