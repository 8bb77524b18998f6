//! How everything that goes wrong is told: RFC 9457 problem details with a stable code.

use std::fmt;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use smol_str::SmolStr;
use tollgate_core::event::Refused;
use tollgate_service::access::Denied;
use tollgate_service::access::scope::NotYours;
use tollgate_service::accounts::Refusal;
use tollgate_service::accounts::password::PasswordFault;
use tollgate_service::live::Unanswered;
use tollgate_service::ports::StoreError;
use tollgate_service::ports::identity::ProviderFault;

use crate::api::ProblemView;

/// What went wrong, and what to do about it.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    /// A stable code; never renamed.
    code: SmolStr,
    /// What is wrong and what to do.
    detail: Box<str>,
    /// The field of the body, the parameter or the header that it is about.
    field: Option<Box<str>>,
    /// What the log needs and the caller may not see.
    cause: Option<Box<str>>,
    /// After how many seconds the same may be tried again.
    again_in: Option<u64>,
}

impl Problem {
    /// The stable code.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    /// A problem with this `status` and `code`; `detail` says what is wrong and what to do.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code: code.into(),
            detail: detail.into().into(),
            field: None,
            cause: None,
            again_in: None,
        }
    }

    /// The same problem, about `field`.
    pub fn about(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into().into());
        self
    }

    /// The same problem, which will be over in so many seconds.
    pub(crate) fn again_in(mut self, seconds: u64) -> Self {
        self.again_in = Some(seconds);
        self
    }

    fn because(mut self, cause: &dyn std::error::Error) -> Self {
        let mut text = cause.to_string();
        let mut source = cause.source();
        while let Some(deeper) = source {
            text.push_str(": ");
            text.push_str(&deeper.to_string());
            source = deeper.source();
        }
        self.cause = Some(text.into());
        self
    }

    /// The body, a parameter or a header is not what it should be.
    pub fn invalid(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail).about(field)
    }

    /// There is no such thing.
    pub fn not_found(what: impl fmt::Display) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            format!("there is no {what}"),
        )
    }

    /// There is no room for what was to be written.
    fn full() -> Self {
        Self::new(
            StatusCode::INSUFFICIENT_STORAGE,
            "disk_full",
            "the disk that the database is on is full: make room on it, then send this again; with the same idempotency key \
             nothing is done twice",
        )
    }

    /// Something that never should happen did.
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "something went wrong inside Tollgate; the log has more under the request's id",
        )
    }
}

impl From<Problem> for ProblemView {
    fn from(problem: Problem) -> Self {
        Self {
            kind: format!("/problems/{}", problem.code),
            status: problem.status.as_u16(),
            title: problem.code.replace('_', " "),
            code: problem.code.to_string(),
            detail: problem.detail.into(),
            field: problem.field.map(Into::into),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Some(cause) = &self.cause {
            tracing::error!(code = self.code.as_str(), cause, "a request failed");
        }
        let status = self.status;
        let unavailable = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(1);
        let again_in = self.again_in.or(unavailable);
        let mut response = (status, Json(ProblemView::from(self))).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = again_in {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        Self::new(StatusCode::FORBIDDEN, "denied", denied.to_string())
    }
}

impl From<NotYours> for Problem {
    fn from(fault: NotYours) -> Self {
        Self::new(StatusCode::FORBIDDEN, "not_yours", fault.to_string())
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match &refusal {
            Refusal::NotRight | Refusal::WrongPassword(_) | Refusal::CodeNeeded => {
                StatusCode::UNAUTHORIZED
            }
            Refusal::NotInvited => StatusCode::FORBIDDEN,
            Refusal::Unknown(_) | Refusal::UnknownSession(_) | Refusal::UnknownToken(_) => {
                StatusCode::NOT_FOUND
            }
            Refusal::LinkEnded(_) => StatusCode::GONE,
            Refusal::WrongCode | Refusal::BadName | Refusal::UnknownZone(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Refusal::Password(PasswordFault::Unread(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Refusal::Password(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::AlreadySetUp
            | Refusal::NameTaken(_)
            | Refusal::LastAdministrator(_)
            | Refusal::IsSystem(_)
            | Refusal::NothingToConfirm
            | Refusal::HasSecondFactor
            | Refusal::HasPassword => StatusCode::CONFLICT,
            Refusal::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
        };
        let refusal = match refusal {
            Refusal::Store(fault) => return fault.into(),
            refusal => refusal,
        };
        let field = match &refusal {
            Refusal::Password(_) => Some("password"),
            Refusal::WrongPassword(field) => Some(*field),
            Refusal::BadName | Refusal::NameTaken(_) => Some("name"),
            Refusal::WrongCode => Some("code"),
            Refusal::UnknownZone(_) => Some("zone"),
            _ => None,
        };
        let problem = Self::new(status, refusal.code(), refusal.to_string());
        match field {
            Some(field) => problem.about(field),
            None => problem,
        }
    }
}

impl From<ProviderFault> for Problem {
    fn from(fault: ProviderFault) -> Self {
        let (status, code) = match fault {
            ProviderFault::Unreachable(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, "provider_unavailable")
            }
            ProviderFault::NotConfirmed(_) => (StatusCode::UNAUTHORIZED, "not_confirmed"),
        };
        Self::new(status, code, fault.to_string()).because(&fault)
    }
}

impl From<Unanswered> for Problem {
    fn from(unanswered: Unanswered) -> Self {
        if let Unanswered::Store(fault) = &unanswered
            && matches!(**fault, StoreError::Full(_))
        {
            return Self::full().because(&unanswered);
        }
        let code = match &unanswered {
            Unanswered::Store(_) => "database_unavailable",
            Unanswered::Stopping => "stopping",
        };
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            code,
            unanswered.to_string(),
        )
        .because(&unanswered)
    }
}

impl From<StoreError> for Problem {
    fn from(fault: StoreError) -> Self {
        match fault {
            StoreError::Unavailable(_) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "database_unavailable",
                "the database did not answer: try again in a moment",
            )
            .because(&fault),
            StoreError::Sealed(_) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "key_missing",
                "a secret is sealed by a key that the service was not given; whoever runs it finds more in the log",
            )
            .because(&fault),
            StoreError::Full(_) => Self::full().because(&fault),
            StoreError::Damaged { .. } => Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "database_damaged",
                fault.to_string(),
            )
            .because(&fault),
        }
    }
}

/// What the policy refuses: the engine's own code and words.
impl From<&Refused> for Problem {
    fn from(refused: &Refused) -> Self {
        let status = match refused.code.as_str() {
            "unknown_handoff" | "unknown_record" | "unknown_task" => StatusCode::NOT_FOUND,
            "unknown_kind" | "unknown_stage" | "unknown_field" | "unknown_activity"
            | "unknown_gate" | "unknown_rule" | "unknown_person" => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            _ => StatusCode::CONFLICT,
        };
        Self::new(status, &refused.code, refused.says.to_string())
    }
}
