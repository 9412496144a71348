//! `POST /api/hand_over`: a frame trades its verifier (and the popup's code) for a session.

use crate::{State, cookies};
use axum::{
    Json,
    extract::State as Held,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use service::{Claim, HandedOver, Secret};
use store::Outcome;

/// What the frame sends.
#[derive(Deserialize)]
pub(crate) struct Wish {
    verifier: String,
    code: Option<String>,
}

/// What it hears.
#[derive(Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
enum Answer<'a> {
    Pending,
    Authorized { bearer: &'a str },
    Cancelled,
    WrongSite { chosen: String },
    Failed { sentence: String },
}

/// Polled without a code while the opener may be lost; each offer is taken once.
pub(crate) async fn hand_over(Held(state): Held<State>, Json(wish): Json<Wish>) -> Response {
    let claim = Claim {
        verifier: Secret::presented(&wish.verifier),
        code: wish.code.as_deref().map(Secret::presented),
    };
    match state.service.claim(&claim).await {
        Ok(HandedOver::Pending) => Json(Answer::Pending).into_response(),
        Ok(HandedOver::Session(session)) => {
            let cookie = cookies::frame(&session.token, session.expires_at);
            let answer = Json(Answer::Authorized {
                bearer: session.token.expose(),
            });
            ([(header::SET_COOKIE, cookie)], answer).into_response()
        }
        Ok(HandedOver::Ended(outcome)) => Json(match outcome {
            Outcome::WrongSite { chosen } => Answer::WrongSite { chosen },
            Outcome::Failed { sentence } => Answer::Failed { sentence },
            Outcome::Cancelled | Outcome::Authorized(_) => Answer::Cancelled,
        })
        .into_response(),
        Err(failure) => {
            let status =
                StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (
                status,
                Json(Answer::Failed {
                    sentence: failure.sentence(),
                }),
            )
                .into_response()
        }
    }
}
