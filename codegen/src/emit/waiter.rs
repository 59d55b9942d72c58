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

#[cfg(test)]
mod tests {
    use super::{blocking_methods, constants, imports, methods};
    use crate::emit::scope::Scope;
    use crate::testing::{action, api, packed, plan, waiter};
    use tencentcloud_spec::model::{Verdict, Waiter};

    type WaiterChange = fn(&mut Waiter);

    fn with(change: impl Fn(&mut Waiter)) -> crate::plan::ApiPlan {
        let mut api = api("A.out State: String");
        let mut rule = waiter("State", "DONE");
        change(&mut rule);
        action(&mut api, "A").waiters.insert("TaskDone".to_owned(), rule);
        plan(&api)
    }

    #[test]
    fn rules_of_waiters() {
        let cases: [(WaiterChange, &str); 7] = [
            (|_| {}, ".field(\"State\").success(&[\"DONE\"])"),
            (
                |it| it.field = Some("Set.Task.State".to_owned()),
                ".field(\"Set.Task.State\").success(&[\"DONE\"])",
            ),
            (
                |it| it.count = Some("TotalCount".to_owned()),
                ".field(\"State\").count(\"TotalCount\").success(&[\"DONE\"])",
            ),
            (
                |it| it.failure = vec!["LOST".to_owned(), "DEAD".to_owned()],
                ".field(\"State\").success(&[\"DONE\"]).failure(&[\"LOST\", \"DEAD\"])",
            ),
            (
                |it| it.success.push("END".to_owned()),
                ".field(\"State\").success(&[\"DONE\", \"END\"])",
            ),
            (
                |it| {
                    (it.field, it.success) = (None, Vec::new());
                    it.errors.insert("NotFound".to_owned(), Verdict::Success);
                    it.errors.insert("Busy".to_owned(), Verdict::Retry);
                    it.errors.insert("Lost".to_owned(), Verdict::Failure);
                },
                ".errors(&[(\"NotFound\", Verdict::Success), (\"Busy\", Verdict::Retry), \
                    (\"Lost\", Verdict::Failure)])",
            ),
            (|it| it.success = vec!["a\"b".to_owned()], ".field(\"State\").success(&[\"a\\\"b\"])"),
        ];
        for (change, rule) in cases {
            let plan = with(change);
            let code = packed(constants(&plan.actions[0], &Scope::defining(["ARequest"])));
            let expected = format!(
                "pub const TASK_DONE: Waiter<Self> = Waiter::new(\"TaskDone\") {rule} \
                    .interval(::core::time::Duration::from_secs(5)) \
                    .deadline(::core::time::Duration::from_secs(600));"
            );
            assert!(code.contains(&packed(&expected)), "{expected}\nis not in\n{code}");
        }
    }

    #[test]
    fn only_what_a_file_uses_is_imported() {
        let cases: [(WaiterChange, &str); 2] = [
            (|_| {}, "Waiter"),
            (|it| it.errors = [("Busy".to_owned(), Verdict::Retry)].into(), "Verdict Waiter"),
        ];
        for (change, expected) in cases {
            let plan = with(change);
            assert_eq!(imports(&plan.actions[0]).collect::<Vec<_>>().join(" "), expected);
        }
        let none = plan(&api("A"));
        assert_eq!(imports(&none.actions[0]).count(), 0);
        assert!(constants(&none.actions[0], &Scope::defining(["ARequest"])).is_empty());
    }

    #[test]
    fn the_clients_differ_in_async_alone() {
        let plan = with(|_| {});
        let both = [
            methods(&plan.actions[0]).next().unwrap(),
            blocking_methods(&plan.actions[0]).next().unwrap(),
        ];
        let [with_async, without] = both.map(packed);
        assert!(with_async.contains("pubasyncfnwait_until_task_done"), "{with_async}");
        assert!(with_async.ends_with(".await}"), "{with_async}");
        assert_eq!(with_async.replace("pubasyncfn", "pubfn").replace(".await", ""), without);
        assert!(without.contains(&packed("self.0.wait(request, super::ARequest::TASK_DONE)")));
    }
}
