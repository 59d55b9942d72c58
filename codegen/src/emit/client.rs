use super::client_items::{Flavor, client_items, stream};
use super::request_code::{RequestCode, example};
use super::scope::ident;
use super::source::{docs, source};
use super::structure::deprecated;
use super::waiter;
use crate::plan::{ActionPlan, ApiPlan};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the file of the client: a method for each action, and the facts about the service.
pub(super) fn client(api: &ApiPlan) -> String {
    let code = RequestCode::new(api, quote!());
    let methods = api.actions.iter().map(|action| method(action, &code));
    let waiters = api.actions.iter().flat_map(waiter::methods);
    let flavor = flavor();
    let (own, stream) = (own(api, &flavor), stream(api, &flavor));
    let service = service(api);
    source(
        &[],
        quote! {
            use tencentcloud_runtime::{
                Action, Call, CallSettings, Config, Error, Items, Paged, Pages, Region, Service,
                WaitError, Waiter,
            };

            #service
            #own

            impl Client {
                #stream
                #(#methods)*
                #(#waiters)*
            }
        },
    )
}

fn service(api: &ApiPlan) -> TokenStream {
    let ApiPlan { service, version, endpoint, .. } = api;
    let docs = docs(&[format!("Version {version} of the service `{service}`.")]);
    quote! {
        #docs
        pub static SERVICE: Service = Service::new(#service, #version, #endpoint);
    }
}

/// Emits the items that every client has.
fn own(api: &ApiPlan, flavor: &Flavor) -> TokenStream {
    let docs = docs(&[format!("Calls the actions of {}, version {}.", api.title, api.version)]);
    let docs = quote! {
        #docs
        ///
        /// It is cheap to clone; clones share connections and credentials. To share them with other
        /// products, create their clients from [`shared`](Self::shared).
    };
    client_items(&docs, flavor)
}

fn flavor() -> Flavor {
    Flavor {
        module: quote!(tencentcloud_runtime),
        asyncness: quote!(async),
        awaited: quote!(.await),
    }
}

fn method<'a>(action: &'a ActionPlan, code: &RequestCode<'a>) -> TokenStream {
    let docs = docs(&[action.docs.clone(), example(action, code, &quote!(.await?))].concat());
    let deprecated = deprecated(action.deprecated);
    let [method, request, errors] =
        [&action.method, &action.request.name, &action.errors.name].map(|name| ident(name));
    if !action.event_stream {
        return quote! {
            #docs
            #deprecated
            #[inline]
            pub fn #method(&self, request: super::#request) -> Call<super::#request> {
                self.0.call(request)
            }
        };
    }
    quote! {
        #docs
        #deprecated
        pub async fn #method(
            &self,
            request: super::#request,
        ) -> Result<
            tencentcloud_runtime::EventStream<super::#request>,
            tencentcloud_runtime::ActionError<super::#errors>,
        > {
            self.0.stream(request).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{client, method, service};
    use crate::emit::blocking::blocking;
    use crate::emit::request_code::RequestCode;
    use crate::testing::{action, api, packed, plan};
    use quote::quote;

    #[test]
    fn methods_call_or_stream() {
        let cases = [
            (
                false,
                "pub fn r#move(&self, request: super::MoveRequest) -> \
                Call<super::MoveRequest> { self.0.call(request) }",
            ),
            (
                true,
                "pub async fn r#move(&self, request: super::MoveRequest,) -> Result< \
                tencentcloud_runtime::EventStream<super::MoveRequest>, \
                tencentcloud_runtime::ActionError<super::MoveErrorCode>, > { \
                self.0.stream(request).await }",
            ),
        ];
        for (is_stream, expected) in cases {
            let mut api = api("Move");
            action(&mut api, "Move").event_stream = is_stream;
            let plan = plan(&api);
            let code = packed(method(&plan.actions[0], &RequestCode::new(&plan, quote!())));
            assert!(code.ends_with(&packed(expected)), "{code}");
            // A client has the general method only if one of its actions streams.
            let general = "fn stream<A: tencentcloud_runtime::Streamed>(";
            assert_eq!(client(&plan).contains(general), is_stream);
            assert_eq!(blocking(&plan).contains(general), is_stream);
            assert!(!blocking(&plan).contains("async fn") && !blocking(&plan).contains(".await"));
        }
    }

    #[test]
    fn a_service_is_named_as_in_signatures() {
        let cases = [(None, "lamp"), (Some("lights"), "lights")];
        for (name, expected) in cases {
            let mut api = api("A");
            api.service = name.map(str::to_owned);
            let code = packed(service(&plan(&api)));
            let expected = format!(
                "pub static SERVICE: Service = Service::new(\"{expected}\", \"2020-01-01\", \
                    \"lamp.tencentcloudapi.com\");"
            );
            assert!(code.ends_with(&packed(&expected)), "{code}");
        }
    }

    #[test]
    fn deprecated_actions_are_marked() {
        let mut api = api("A\n B");
        action(&mut api, "B").status = tencentcloud_spec::model::Status::Deprecated;
        let plan = plan(&api);
        for text in [client(&plan), blocking(&plan)] {
            assert_eq!(text.matches("#[deprecated]").count(), 1);
            let (_, after) = text.split_once("#[deprecated]").unwrap();
            let (_, signature) = after.split_once("fn ").unwrap();
            assert!(signature.starts_with("b(&self"), "{text}");
        }
    }
}
