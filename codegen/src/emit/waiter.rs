use super::scope::{Scope, ident};
use super::source::{docs, literal};
use crate::plan::{ActionPlan, WaiterPlan};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tencentcloud_spec::model::Verdict;

/// Emits the waiter constants of a request.
pub(super) fn constants(action: &ActionPlan, scope: &Scope) -> TokenStream {
    if action.waiters.is_empty() {
        return quote!();
    }
    let request = ident(&action.request.name);
    let constants = action.waiters.iter().map(|plan| constant(plan, scope));
    quote! {
        impl #request {
            #(#constants)*
        }
    }
}

fn constant(plan: &WaiterPlan, scope: &Scope) -> TokenStream {
    let (waiter, name, wire) = (scope.runtime("Waiter"), ident(&plan.constant), &plan.wire);
    let docs = docs(&plan.summary);
    let rule = &plan.waiter;
    let field = rule.field.as_ref().map(|path| quote!(.field(#path)));
    let count = rule.count.as_ref().map(|path| quote!(.count(#path)));
    let states = |states: &[String], setter: &str| {
        let setter = ident(setter);
        let texts = states.iter().map(|state| literal(state));
        (!states.is_empty()).then(|| quote!(.#setter(&[#(#texts),*])))
    };
    let (success, failure) = (states(&rule.success, "success"), states(&rule.failure, "failure"));
    let errors = rule.errors.iter().map(|(code, verdict)| {
        let (enumeration, verdict) = (scope.runtime("Verdict"), ident(verdict_name(*verdict)));
        quote!((#code, #enumeration::#verdict))
    });
    let errors = (!rule.errors.is_empty()).then(|| quote!(.errors(&[#(#errors),*])));
    let [interval, deadline] = [rule.interval, rule.deadline].map(|seconds| {
        let seconds = Literal::u64_unsuffixed(seconds);
        quote!(::core::time::Duration::from_secs(#seconds))
    });
    quote! {
        #docs
        pub const #name: #waiter<Self> = #waiter::new(#wire)
            #field #count #success #failure #errors
            .interval(#interval)
            .deadline(#deadline);
    }
}

/// Returns the runtime names that the file of an action uses for its waiters.
pub(super) fn imports(action: &ActionPlan) -> impl Iterator<Item = &'static str> {
    let with_codes = |plan: &WaiterPlan| !plan.waiter.errors.is_empty();
    let verdict = action.waiters.iter().any(with_codes).then_some("Verdict");
    verdict.into_iter().chain((!action.waiters.is_empty()).then_some("Waiter"))
}

/// Emits the waiting methods of the async client.
pub(super) fn methods(action: &ActionPlan) -> impl Iterator<Item = TokenStream> {
    action.waiters.iter().map(|plan| method(action, plan, &quote!(async), &quote!(.await)))
}

/// Emits the waiting methods of the blocking client.
pub(super) fn blocking_methods(action: &ActionPlan) -> impl Iterator<Item = TokenStream> {
    action.waiters.iter().map(|plan| method(action, plan, &quote!(), &quote!()))
}

fn method(
    action: &ActionPlan,
    plan: &WaiterPlan,
    asynchronous: &TokenStream,
    wait: &TokenStream,
) -> TokenStream {
    let docs = docs(&plan.docs);
    let (method, constant) = (ident(&plan.method), ident(&plan.constant));
    let [request, response] = [&action.request.name, &action.response.name].map(|name| ident(name));
    quote! {
        #docs
        #[inline]
        pub #asynchronous fn #method(
            &self,
            request: super::#request,
        ) -> Result<super::#response, WaitError<super::#request>> {
            self.0.wait(request, super::#request::#constant) #wait
        }
    }
}

fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Success => "Success",
        Verdict::Failure => "Failure",
        Verdict::Retry => "Retry",
    }
}
