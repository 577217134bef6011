// The pages work without this. It fills in the code of a link, shows follow-up questions when
// they are to be answered, and keeps what is typed in this tab until it is sent.
(function () {
  "use strict";
  var root = document.documentElement;
  var form = document.getElementById("enkat");
  var store = null;
  var WHO = "samsvar-who";
  var GIVEN = "samsvar-given";
  root.className += " js";
  try {
    store = window.sessionStorage;
    store.getItem("samsvar");
  } catch (_) {
    store = null;
  }

  function each(list, act) {
    Array.prototype.forEach.call(list, act);
  }

  // Drafts ------------------------------------------------------------------------------------

  function forget() {
    if (!store) return;
    Object.keys(store).forEach(function (key) {
      if (key.indexOf("samsvar") === 0) store.removeItem(key);
    });
  }

  function asked() {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && field.name.charAt(0) !== "_";
    });
  }

  function keep() {
    if (!store) return;
    var draft = {};
    asked().forEach(function (field) {
      var choice = field.type === "radio" || field.type === "checkbox";
      if (choice ? !field.checked : !field.value) return;
      (draft[field.name] = draft[field.name] || []).push(field.value);
    });
    try {
      store.setItem("samsvar:" + form.dataset.round, JSON.stringify(draft));
    } catch (_) {
      // A full store must not stop anyone from answering.
    }
  }

  function bringBack() {
    var draft = null;
    try {
      draft = store && JSON.parse(store.getItem("samsvar:" + form.dataset.round));
    } catch (_) {
      draft = null;
    }
    if (!draft) return;
    asked().forEach(function (field) {
      var values = draft[field.name] || [];
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = values.indexOf(field.value) >= 0;
      } else {
        field.value = values[0] || "";
      }
    });
  }

  // Follow-up questions -----------------------------------------------------------------------

  // What is hidden is disabled too: it counts as unanswered here, and is not sent.
  function answers(name) {
    var found = [];
    asked().forEach(function (field) {
      if (field.name !== name || field.disabled) return;
      var choice = field.type === "radio" || field.type === "checkbox";
      if (choice ? field.checked : field.value.trim()) found.push(field.value);
    });
    return found;
  }

  function holds(condition) {
    var rest = condition.slice(1);
    switch (condition[0]) {
      case "is":
        return answers(rest[0]).some(function (code) {
          return rest[1].indexOf(code) >= 0;
        });
      case "min":
      case "max":
        return answers(rest[0]).some(function (text) {
          var digits = /^\s*([-−]?)([\d\s]+)/.exec(text);
          if (!digits) return false;
          var number = Number(digits[2].replace(/\s/g, "")) * (digits[1] ? -1 : 1);
          return condition[0] === "min" ? number >= rest[1] : number <= rest[1];
        });
      case "not":
        return !holds(rest[0]);
      case "any":
        return rest.some(holds);
      default:
        return rest.every(holds);
    }
  }

  function show(part, wanted) {
    part.hidden = !wanted;
    each(part.querySelectorAll("input, textarea"), function (field) {
      field.disabled = !wanted;
    });
  }

  function follow() {
    each(form.querySelectorAll(".block"), function (block) {
      var condition = block.getAttribute("data-show-if");
      var wanted = !condition || holds(JSON.parse(condition));
      if (condition) show(block, wanted);
      each(block.querySelectorAll("[data-line]"), function (line) {
        var choice = line.previousElementSibling.firstElementChild;
        show(line, wanted && choice.checked);
      });
    });
  }

  // Sending -----------------------------------------------------------------------------------

  function onceOnly(sent) {
    var sending = false;
    function again() {
      sending = false;
      each(sent.querySelectorAll("[data-sending]"), function (button) {
        button.textContent = button.getAttribute("data-words") || button.textContent;
      });
    }
    sent.addEventListener("submit", function (event) {
      if (sending) {
        event.preventDefault();
        return;
      }
      sending = true;
      each(sent.querySelectorAll("[data-sending]"), function (button) {
        button.setAttribute("data-words", button.textContent);
        button.textContent = button.getAttribute("data-sending");
      });
      // No answer from the network: let the person try again.
      setTimeout(again, 10000);
    });
    window.addEventListener("pageshow", again);
  }

  // Whose it is -------------------------------------------------------------------------------

  // A draft is for the one who wrote it. Who that is, is known by a mark in this tab, which goes
  // with the code and then with the answers: so they are not sent with the ticket of somebody who
  // began later in another tab.
  function carry(sent, who) {
    if (!who) return;
    var field = sent.elements._vem || sent.appendChild(document.createElement("input"));
    field.type = "hidden";
    field.name = "_vem";
    field.value = who;
  }

  function begin(entry, who) {
    try {
      store.setItem(GIVEN, who);
    } catch (_) {
      return;
    }
    carry(entry, store.getItem(GIVEN));
  }

  // Not before the questions come is it certain that somebody else has been let in.
  function newPerson() {
    var given = store && store.getItem(GIVEN);
    if (!given) return;
    if (store.getItem(WHO) !== given) forget();
    store.setItem(WHO, given);
    store.removeItem(GIVEN);
  }

  function refused() {
    var again = document.forms.length && !document.querySelector(".error");
    if (store && !again) store.removeItem(GIVEN);
  }

  // The code ----------------------------------------------------------------------------------

  function codeFromLink(field) {
    if (location.hash.length < 2) return;
    try {
      field.value = decodeURIComponent(location.hash.slice(1));
    } catch (_) {
      field.value = "";
    }
    // Out of the address and the history, so that nobody else finds it there.
    history.replaceState(null, "", location.pathname);
  }

  // This number tells two codes apart; a code cannot be found from it.
  function mark(code) {
    return code.toUpperCase().replace(/[^A-Z0-9]/g, "").split("").reduce(function (sum, one) {
      return (sum * 31 + one.charCodeAt(0)) % 65521;
    }, 7);
  }

  each(document.querySelectorAll("[data-code]"), function (entry) {
    var field = entry.querySelector(".code");
    codeFromLink(field);
    window.addEventListener("hashchange", function () {
      codeFromLink(field);
    });
    window.addEventListener("pageshow", function (event) {
      if (event.persisted) field.value = "";
    });
    entry.addEventListener("submit", function () {
      begin(entry, mark(field.value));
    });
  });
  each(document.querySelectorAll("[data-open]"), function (entry) {
    entry.addEventListener("submit", function () {
      begin(entry, Math.random());
    });
  });
  each(document.querySelectorAll("form"), onceOnly);

  if (document.body.hasAttribute("data-forget")) forget();
  if (!form) refused();
  if (form) {
    if (form.hasAttribute("data-fresh")) {
      newPerson();
      bringBack();
    } else keep();
    carry(form, store && store.getItem(WHO));
    follow();
    form.addEventListener("input", keep);
    form.addEventListener("change", function () {
      follow();
      keep();
    });
  }
  var first = document.querySelector("[data-focus]");
  if (first) first.focus();
})();
