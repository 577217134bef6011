// Leaving, and devices that several people use.

var seen = Date.now();
var beforeAsking = null;
var idle = one("#kvar");
var shared = one("#delad");
clearInterval(window.ticking);

function ask(box) {
  if (!box.hidden) return;
  beforeAsking = document.activeElement;
  form.hidden = true;
  box.hidden = false;
  box.focus();
}

function stay() {
  seen = Date.now();
  form.hidden = false;
  all("[role=alertdialog]").forEach(function (box) {
    box.hidden = true;
  });
  beforeAsking.focus();
}

all("[role=alertdialog]").forEach(function (box) {
  var buttons = all("button", box);
  on(buttons[0], "click", stay);
  on(buttons[1], "click", wipe);
  on(box, "keydown", function (event) {
    if (event.key === "Escape") stay();
  });
});
shared.checked = !!isShared();
one(".shared").hidden = !store;
on(shared, "change", function () {
  if (shared.checked) {
    store.removeItem(keyOf(""));
    store.removeItem(keyOf("-at"));
    store.setItem("delad", form.dataset.start);
  } else store.removeItem("delad");
});
on(document, "click keydown input touchstart scroll", function () {
  if (idle.hidden) seen = Date.now();
});
// By the clock rather than by counting: a phone that sleeps stops the script but not the time.
window.ticking = setInterval(function () {
  var rest = Math.ceil((seen + 360000 - Date.now()) / 1000);
  if (!isShared() || leaving || rest > 60) return;
  if (rest <= 0) return wipe();
  one("#radera").hidden = true;
  // Said anew now and then, not each second.
  if (idle.hidden || rest % 20 === 0) {
    one("#kvar-text").textContent = idle.dataset.text.replace("{n}", rest);
  }
  ask(idle);
}, 1000);
