// What is typed: kept in this tab until it is sent, but never on a shared device.

function isShared() {
  return store && store.getItem("delad");
}

function keyOf(kind) {
  return "samsvar" + kind + ":" + form.dataset.round;
}

function keep() {
  var draft = {};
  if (!store || leaving || isShared()) return;
  fieldsIn(form).forEach(function (field) {
    if (isChoice(field) ? !field.checked : !field.value) return;
    (draft[field.name] = draft[field.name] || []).push(field.value);
  });
  try {
    store.setItem(keyOf(""), JSON.stringify(draft));
    store.setItem(keyOf("-at"), at);
  } catch (_) {
    // A full store must not stop anyone from answering.
  }
}

function bringBack() {
  var draft = null;
  try {
    draft = JSON.parse(store.getItem(keyOf("")));
  } catch (_) {
    draft = null;
  }
  if (!draft || isShared()) return;
  at = Number(store.getItem(keyOf("-at")));
  fieldsIn(form).forEach(function (field) {
    var values = draft[field.name] || [];
    if (isChoice(field)) field.checked = values.indexOf(field.value) >= 0;
    else field.value = values[0] || "";
  });
}
