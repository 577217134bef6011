// Goes elsewhere, by the first card so that Back leads past them all.
var leaving = "";
var gone = false;
function leave(address) {
  var depth = (history.state || {}).depth;
  leaving = address;
  if (depth) history.go(-depth);
  setTimeout(left, depth ? 500 : 0);
}

function left() {
  if (!gone) location.assign(leaving);
  gone = true;
}

// The right to answer is in a cookie that only the server can take back.
function wipe() {
  var start = form.dataset.start;
  forget();
  leave(start + (start.indexOf("?") < 0 ? "?" : "&") + "slut");
}
