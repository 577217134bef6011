// One card at a time: participants meet one question, staff one battery.

var steps = [];
var at = 0;
var last = 0;
var mending = false;
var onward, bar, told;
var ABOUT_ALL = "#notice-title, .gentle";

// The first step is the introduction and the last the review. Only questions that everybody gets
// are counted, so that their number never grows.
function makeSteps() {
  var notes = [];
  var count = 0;
  steps = [{ cards: [], shown: [] }];
  all("section", form).forEach(function (section) {
    var lead = [section].concat(all(".lead", section));
    var extra = section.className === "help";
    var open = null;
    all(".block", section).forEach(function (block) {
      var battery = one("h3", block);
      var cards = all(".card", block);
      if (!cards[0]) notes.push(block);
      cards.forEach(function (card, nth) {
        if (form.dataset.one || !open || (battery && !nth)) {
          open = { cards: [], shown: lead.concat(notes), from: count + !extra };
          steps.push(open);
          lead = [section];
          notes = [];
        }
        if (!extra && !block.hasAttribute("data-show-if")) count += 1;
        open.to = count;
        open.cards.push(card);
        open.shown.push(block, card);
      });
      if (battery) open = null;
    });
  });
  last = steps.push({ cards: [], shown: notes.concat(one(".last")) }) - 1;
  bar.total = count;
}

function isThere(card) {
  return !card.parentNode.hidden;
}

function beside(nth, way) {
  do nth += way;
  while (nth > 0 && nth < last && !steps[nth].cards.some(isThere));
  return nth;
}

function stepOf(part) {
  var nth = 0;
  while (nth < last && !steps[nth].cards.some(function (card) {
    return card.contains(part);
  })) nth += 1;
  return nth;
}

function isWrong(step) {
  return step.cards.some(function (card) {
    return card.classList.contains("wrong");
  });
}

// What the buttons say follows from what is answered.
function label() {
  var skip = at > 0 && steps[at].cards.every(isEmpty);
  onward.textContent = onward.dataset[at ? skip ? "skip" : "on" : "begin"];
  onward.classList.toggle("skip", skip);
  all(".unset", form).forEach(function (button) {
    button.classList.toggle("none", isEmpty(button.parentNode));
  });
}

function heading(step) {
  if (!at) return one("h1");
  if (at === last) return one(".last h2");
  if (!step.cards[1]) return one("legend, .ask", step.cards[0]);
  return one("h3", step.cards[0].parentNode) || one("h2", step.shown[0]);
}

function draw(nth, focused) {
  at = nth > 0 && nth < last ? beside(nth - 1, 1) : nth ? last : 0;
  var step = steps[at];
  step.seen = true;
  all("section, .lead, .block, .last, section .card", form).forEach(function (part) {
    part.classList.toggle("off", step.shown.indexOf(part) < 0);
  });
  one(".first").classList.toggle("away", at > 0);
  told.classList.toggle("off", !(at === last ? one(ABOUT_ALL) : isWrong(step)));
  bar.hidden = false;
  bar.firstElementChild.hidden = !at;
  onward.hidden = at === last;
  if (one(".tongues")) one(".tongues").open = !at;
  bar.lastElementChild.textContent = !at || at === last ? "" : bar.dataset.count
    .replace("{n}", step.from < step.to ? step.from + "–" + step.to : step.to)
    .replace("{m}", bar.total);
  label();
  keep();
  form.dispatchEvent(new Event("card"));
  if (focused === undefined) return;
  focused = focused || heading(step);
  if (!focused.name) focused.tabIndex = -1;
  scrollTo(0, 0);
  focused.focus();
}

function depth() {
  return (history.state || {}).depth || 0;
}

function go(nth, focused) {
  history.pushState({ at: nth, depth: depth() + 1 }, "");
  draw(nth, focused || null);
}

// Somebody who changes an answer goes back to the review, by what is new or still wrong.
function mend() {
  mending = true;
  steps.forEach(function (step) {
    step.seen = step.cards.some(isThere);
  });
}

function next() {
  var nth = beside(at, 1);
  while (mending && nth < last && steps[nth].seen && !isWrong(steps[nth])) nth = beside(nth, 1);
  go(nth);
}

function back() {
  if (depth()) return history.back();
  draw(beside(at, -1), null);
  history.replaceState({ at: at }, "");
}

function changed() {
  follow();
  keep();
  label();
}

function clicked(event) {
  var link = event.target.closest("a, button");
  if (!link) return;
  var address = link.getAttribute("href") || "";
  if (link === onward) next();
  else if (link === bar.firstElementChild) back();
  else if (address[0] === "#") {
    var control = document.getElementById(address.slice(1));
    event.preventDefault();
    mend();
    go(stepOf(control), told.contains(link) && control);
  } else if (link.classList.contains("quit")) {
    event.preventDefault();
    if (window.ask && !isEmpty(form)) ask(one("#radera"));
    else wipe();
  }
}

function startCards() {
  var began = history.state || {};
  onward = one(".onward");
  bar = one(".bar");
  told = one(".told");
  makeSteps();
  on(form, "click", clicked);
  on(window, "popstate", function (event) {
    if (leaving) left();
    else draw((event.state || {}).at || 0, null);
  });
  history.scrollRestoration = "manual";
  follow();
  if (form.hasAttribute("data-fresh")) {
    if ("at" in began) at = began.at;
    draw(at, at ? null : undefined);
  } else {
    mend();
    at = steps.findIndex(isWrong);
    draw(at < 0 || one(ABOUT_ALL) ? last : at, one("[data-focus]"));
  }
  // A page that came as an answer is not sent again by a reload when its state is stored.
  history.replaceState({ at: at, depth: began.depth }, "");
}
