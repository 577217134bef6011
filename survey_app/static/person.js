// Whose it is. A draft is for the one who wrote it. Who that is, is known by a mark in this tab,
// which goes with the code and then with the answers: so they are not sent with the ticket of
// somebody who began later in another tab.

var WHO = "samsvar-who";
var GIVEN = "samsvar-given";

function carry(sent, who) {
  if (!who) return;
  var field = sent.elements._vem || sent.appendChild(document.createElement("input"));
  field.type = "hidden";
  field.name = "_vem";
  field.value = who;
}

// Not before the questions come is it certain that somebody else has been let in.
function newPerson() {
  var given = store && store.getItem(GIVEN);
  if (!given) return;
  if (store.getItem(WHO) !== given) forget();
  store.setItem(WHO, given);
  store.removeItem(GIVEN);
}

function forget() {
  if (store) Object.keys(store).forEach(function (key) {
    if (key.indexOf("samsvar") === 0) store.removeItem(key);
  });
}
