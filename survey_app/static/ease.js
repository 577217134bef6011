// Small things: an answer that is taken back, and Return to go on.
"use strict";

all("section fieldset").forEach(function (card) {
  var button = one(".unset").cloneNode(true);
  if (!one("[type=radio]", card)) return;
  card.appendChild(button);
  on(button, "click", function () {
    fieldsIn(card).forEach(function (field) {
      field.checked = false;
    });
    changed();
    one("input", card).focus();
  });
});
one("[hidden] > .unset").remove();
label();

on(form, "keydown", function (event) {
  if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
  event.preventDefault();
  if (at < last) next();
});
