// The pages work without this script. It keeps what is typed in this tab until it is sent, shows
// one card of the questionnaire at a time, and then fetches what can wait (more-*.js).
"use strict";
var root = document.documentElement;
var form = document.getElementById("enkat");
var store = null;
root.className += " js";
try {
  store = sessionStorage;
  store.getItem("delad");
} catch (_) {
  store = null;
}

function all(what, where) {
  return [].slice.call((where || document).querySelectorAll(what));
}

function one(what, where) {
  return (where || document).querySelector(what);
}

function on(target, events, act) {
  events.split(" ").forEach(function (event) {
    target.addEventListener(event, act);
  });
}

function isChoice(field) {
  return field.type === "radio" || field.type === "checkbox";
}

// What is hidden is disabled too: it is unanswered, and is not sent.
function isAnswered(field) {
  return !field.disabled && (isChoice(field) ? field.checked : field.value.trim() !== "");
}

function fieldsIn(part) {
  return all("section input, section textarea", part);
}

function isEmpty(part) {
  return !fieldsIn(part).some(isAnswered);
}

function onceOnly(sent) {
  var sending = false;
  function again() {
    sending = false;
    say(sent, "data-words");
  }
  on(sent, "submit", function (event) {
    if (event.defaultPrevented) return;
    if (sending) return event.preventDefault();
    sending = true;
    say(sent, "data-sending");
    // No answer from the network: let the person try again.
    setTimeout(again, 10000);
  });
  on(window, "pageshow", again);
}

function say(sent, words) {
  all("[data-sending]", sent).forEach(function (button) {
    var now = button.textContent;
    button.textContent = button.getAttribute(words) || now;
    if (!button.hasAttribute("data-words")) button.setAttribute("data-words", now);
  });
}
