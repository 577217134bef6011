// The code, and the first page of a round without codes.

function begin(entry, who) {
  try {
    store.setItem(GIVEN, who);
  } catch (_) {
    return;
  }
  carry(entry, store.getItem(GIVEN));
}

function refused() {
  var again = document.forms.length && !one(".error");
  if (store && !again) store.removeItem(GIVEN);
}

function codeFromLink(field) {
  if (location.hash.length < 2) return;
  try {
    field.value = decodeURIComponent(location.hash.slice(1));
  } catch (_) {
    field.value = "";
  }
  // Out of the address and the history, so that nobody else finds it there.
  history.replaceState(null, "", location.pathname + location.search);
}

// This number tells two codes apart; a code cannot be found from it.
function mark(code) {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, "").split("").reduce(function (sum, letter) {
    return (sum * 31 + letter.charCodeAt(0)) % 65521;
  }, 7);
}

function startEntry(entry) {
  var field = one(".code", entry);
  codeFromLink(field);
  on(window, "hashchange", function () {
    codeFromLink(field);
  });
  on(window, "pageshow", function (event) {
    if (event.persisted) field.value = "";
  });
  on(entry, "submit", function () {
    begin(entry, mark(field.value));
  });
  // The code goes along to the page in another language, as it came: without reaching the server.
  all(".languages a").forEach(function (link) {
    on(link, "click", function () {
      link.hash = field.value;
    });
  });
}

all("[data-code]").forEach(startEntry);
all("[data-open]").forEach(function (entry) {
  on(entry, "submit", function () {
    begin(entry, Math.random());
  });
});
all("form").forEach(onceOnly);
if (document.body.hasAttribute("data-forget")) forget();
refused();
if (one("[data-focus]")) one("[data-focus]").focus();

// On a shared device the thanks lead to the start, for the next person.
var nextPerson = one("[data-next]");
if (nextPerson && store && store.getItem("delad")) {
  nextPerson.hidden = false;
  nextPerson.firstElementChild.href = store.getItem("delad");
}
