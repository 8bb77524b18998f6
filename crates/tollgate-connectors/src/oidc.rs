//! OpenID Connect: authorization code with PKCE, at a provider that an operator set up.
//!
//! The provider's description is asked for at the first sign-in, so that the service starts without the provider, and is kept
//! for an hour, so that keys may change. The guard for endpoints is not asked: the operator named the address.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreIdTokenVerifier,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse as _,
};
use reqwest::{Client, redirect};
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use tollgate_service::ports::identity::{Begun, Claims, IdentityProvider, ProviderFault};
use tollgate_service::seal::Secret;

use crate::carrier::prepare_tls;

/// How long a provider's description is believed.
const KEPT_FOR: Duration = Duration::from_secs(3_600);
/// How long one of its answers may take.
const PATIENCE: Duration = Duration::from_secs(10);

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// How the provider knows this service, and what it is asked.
#[derive(Clone, Debug)]
pub struct OidcSettings {
    /// The provider's address, exactly as it writes it itself.
    pub issuer: String,
    /// What this service is called there.
    pub client_id: String,
    /// What it shows there.
    pub client_secret: Secret,
    /// The claim that says what somebody is called here; `None` for their e-mail address.
    pub person: Option<String>,
}

/// A provider of identities by OpenID Connect.
#[derive(Debug)]
pub struct Oidc {
    runtime: Handle,
    http: Client,
    settings: OidcSettings,
    described: Mutex<Option<(Instant, Arc<CoreProviderMetadata>)>>,
}

/// What is needed to end a sign-in, and is known to nobody else.
#[derive(Serialize, Deserialize)]
struct Kept {
    nonce: String,
    verifier: String,
}

impl Oidc {
    /// The provider of `settings`, asked on `runtime`. It is asked from a thread that may block.
    ///
    /// # Errors
    /// TLS cannot be used.
    pub fn new(runtime: Handle, settings: OidcSettings) -> Result<Self, reqwest::Error> {
        prepare_tls();
        // A redirect would have the code or the secret sent where nobody meant it to go.
        let http = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(PATIENCE)
            .build()?;
        Ok(Self {
            runtime,
            http,
            settings,
            described: Mutex::default(),
        })
    }

    /// The provider's description: where to send people, where to ask, and by which keys it signs.
    async fn described(&self) -> Result<Arc<CoreProviderMetadata>, ProviderFault> {
        if let Some((at, known)) = &*self
            .described
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            && at.elapsed() < KEPT_FOR
        {
            return Ok(Arc::clone(known));
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone()).map_err(unreachable)?;
        let ask = |request| send(self.http.clone(), request);
        let found = CoreProviderMetadata::discover_async(issuer, &ask).await;
        let found = Arc::new(found.map_err(unreachable)?);
        let mut described = self
            .described
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *described = Some((Instant::now(), Arc::clone(&found)));
        Ok(found)
    }

    async fn send_there(&self, back: &str) -> Result<Begun, ProviderFault> {
        let described = self.described().await?;
        let client = CoreClient::from_provider_metadata(
            (*described).clone(),
            ClientId::new(self.settings.client_id.clone()),
            None,
        );
        let back = RedirectUrl::new(back.to_owned()).map_err(unreachable)?;
        let client = client.set_redirect_uri(back);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let scopes = ["email", "profile"].map(|scope| Scope::new(scope.to_owned()));
        let request = request.add_scopes(scopes).set_pkce_challenge(challenge);
        let (address, state, nonce) = request.url();
        let kept = Kept {
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        };
        Ok(Begun {
            address: address.into(),
            state: state.into_secret(),
            kept: serde_json::to_string(&kept).map_err(not_confirmed)?,
        })
    }

    async fn take_back(&self, back: &str, code: &str, kept: &str) -> Result<Claims, ProviderFault> {
        let kept: Kept = serde_json::from_str(kept).map_err(not_confirmed)?;
        let described = self.described().await?;
        let secret = self.settings.client_secret.reveal().to_owned();
        let client = CoreClient::from_provider_metadata(
            (*described).clone(),
            ClientId::new(self.settings.client_id.clone()),
            Some(ClientSecret::new(secret)),
        );
        let back = RedirectUrl::new(back.to_owned()).map_err(unreachable)?;
        let client = client.set_redirect_uri(back);
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(unreachable)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(kept.verifier));
        let ask = |request| send(self.http.clone(), request);
        let answer = request.request_async(&ask).await.map_err(not_confirmed)?;
        let token = answer.id_token().ok_or_else(|| {
            not_confirmed("the provider gave no ID token: see that the scope `openid` is allowed")
        })?;
        let verifier: CoreIdTokenVerifier<'_> = client.id_token_verifier();
        let claims = token
            .claims(&verifier, &Nonce::new(kept.nonce))
            .map_err(not_confirmed)?;
        Ok(self.claims(claims, &token.to_string()))
    }

    /// What counts of the claims, whose signature was checked.
    fn claims(&self, claims: &CoreIdTokenClaims, token: &str) -> Claims {
        let is_theirs = claims.email_verified() == Some(true);
        let email = claims.email().filter(|_| is_theirs);
        let claim = self.settings.person.as_deref();
        Claims {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            email: email.map(|email| email.to_string()),
            person: claim.and_then(|name| text_claim(token, name)),
        }
    }
}

impl IdentityProvider for Oidc {
    fn begin(&self, back: &str) -> Result<Begun, ProviderFault> {
        self.runtime.block_on(self.send_there(back))
    }

    fn end(&self, back: &str, code: &str, kept: &str) -> Result<Claims, ProviderFault> {
        self.runtime.block_on(self.take_back(back, code, kept))
    }
}

/// The claim `name` of a token that was checked, where it is text: the crate's own types know the standard ones only.
fn text_claim(token: &str, name: &str) -> Option<String> {
    use base64::Engine as _;
    let body = token.split('.').nth(1)?;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(body);
    let claims: serde_json::Value = serde_json::from_slice(&bytes.ok()?).ok()?;
    let text = claims.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Sends a request of the protocol by this service's client.
async fn send(http: Client, request: HttpRequest) -> Result<HttpResponse, reqwest::Error> {
    let (parts, body) = request.into_parts();
    let asked = http.request(parts.method, parts.uri.to_string());
    let response = asked.headers(parts.headers).body(body).send().await?;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut answer = HttpResponse::new(response.bytes().await?.to_vec());
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    Ok(answer)
}

fn unreachable(cause: impl Into<Cause>) -> ProviderFault {
    ProviderFault::Unreachable(cause.into())
}

fn not_confirmed(cause: impl Into<Cause>) -> ProviderFault {
    ProviderFault::NotConfirmed(cause.into())
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    use super::text_claim;

    #[test]
    fn a_claim_is_taken_where_it_is_text() {
        let claims = r#"{"preferred_username":" ana ","groups":["x"],"empty":""}"#;
        let body = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(claims);
        let token = format!("e30.{body}.signature");
        assert_eq!(
            text_claim(&token, "preferred_username").as_deref(),
            Some("ana")
        );
        for name in ["groups", "empty", "missing"] {
            assert_eq!(text_claim(&token, name), None, "{name}");
        }
        assert_eq!(text_claim("no token", "sub"), None);
    }
}
