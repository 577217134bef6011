// Reading aloud: a recording where there is one, else a voice of the device for the language.

var voice = null;
var reading = null;
var listenButton = one(".listen");

function hush() {
  var was = reading;
  reading = null;
  if (!was) return;
  listenButton.textContent = was.words;
  point(null);
  if (was.sound) was.sound.pause();
  if (window.speechSynthesis) speechSynthesis.cancel();
}

function point(part) {
  all(".spoken").forEach(function (spoken) {
    spoken.classList.remove("spoken");
  });
  if (part) part.classList.add("spoken");
}

function speak(mine, part, then) {
  var file = part.dataset.audio;
  var said;
  if (file) {
    mine.sound = new Audio(file);
    mine.sound.onended = mine.sound.onerror = then;
    mine.sound.play();
    return;
  }
  said = mine.said = new SpeechSynthesisUtterance(part.textContent);
  said.voice = voice;
  said.lang = voice.lang;
  said.onend = said.onerror = then;
  speechSynthesis.speak(said);
}

function canBeHeard(part) {
  return part.offsetParent && !part.closest(".away, .told, .tongues, .end") && (voice || part.dataset.audio);
}

function listen() {
  var mine = { words: listenButton.textContent };
  var queue = all("h1, h2, h3, p, li, legend, .ask, .choice", form).filter(canBeHeard);
  function then() {
    var part = queue.shift();
    if (reading !== mine) return;
    if (!part) return hush();
    point(part);
    speak(mine, part, then);
  }
  reading = mine;
  listenButton.textContent = listenButton.dataset.stop;
  then();
}

// A voice from the network would tell others what is read here.
function findVoice() {
  var wanted = root.lang.split("-")[0];
  voice = speechSynthesis.getVoices().filter(function (found) {
    return found.localService && found.lang.toLowerCase().split(/[-_]/)[0] === wanted;
  })[0];
  offer();
}

function offer() {
  listenButton.hidden = !voice && !one("[data-audio]", form);
}

on(listenButton, "click", function () {
  if (reading) hush();
  else listen();
});
on(form, "card", hush);
on(window, "pagehide", hush);
offer();
if (window.speechSynthesis) {
  findVoice();
  speechSynthesis.onvoiceschanged = findVoice;
}
