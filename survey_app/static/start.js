// The questionnaire begins.

if (form.hasAttribute("data-fresh")) {
  newPerson();
  bringBack();
}
carry(form, store && store.getItem(WHO));
startCards();
onceOnly(form);
on(form, "input", function () {
  keep();
  label();
});
on(form, "change", changed);
var more = document.createElement("script");
more.src = form.dataset.more;
document.head.appendChild(more);
