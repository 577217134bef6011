// Everything that was answered, to read before it is sent.

function add(parent, tag, text, kind) {
  var made = parent.appendChild(document.createElement(tag));
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function wordsOf(card) {
  return fieldsIn(card).filter(isAnswered).map(function (field) {
    var unit = one(".number span", card);
    if (isChoice(field)) return field.nextElementSibling.textContent;
    return field.value.trim() + (unit ? " " + unit.textContent : "");
  }).join(", ");
}

// A stem that several statements share is told once.
function tell(list, card) {
  var words = one("legend, .ask", card);
  var asked = words.textContent.trim();
  var stem = one(".stem", words);
  var answer = wordsOf(card);
  var row = add(list, "div", "");
  var title = add(row, "dt", asked);
  var link;
  if (stem) {
    title.textContent = asked.slice(stem.textContent.length).trim();
    if (stem.textContent !== list.stem) title.insertBefore(stem.cloneNode(true), title.firstChild);
  }
  list.stem = stem && stem.textContent;
  add(add(row, "dd", "", answer ? "" : "nothing"), "bdi", answer || list.dataset.none);
  link = add(add(row, "dd", ""), "a", list.dataset.change);
  link.href = "#" + one("input, textarea", card).id;
  link.setAttribute("aria-label", list.dataset.change + ": " + asked);
}

function review() {
  var list = one(".review");
  list.textContent = list.stem = "";
  if (at === last) all("section .card").filter(isThere).forEach(function (card) {
    tell(list, card);
  });
}

one(".last h2").textContent = one(".review").dataset.title;
on(form, "card", review);
review();
