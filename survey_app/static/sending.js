// Sending. The answers stay on the page until the server has them: a lost network loses nothing.

var request = null;
var retry = 0;

function failed(words) {
  var status = one(".status");
  request = null;
  status.textContent = status.dataset[words];
  say(form, "data-again");
  clearTimeout(retry);
  retry = setTimeout(send, 15000);
}

function arrived() {
  if (/\/tack\//.test(request.responseURL)) {
    forget();
    return leave(request.responseURL);
  }
  if (request.status >= 500) return failed("failed");
  // Another answer than thanks is a page to read, and takes the place of this one.
  document.open();
  document.write(request.responseText);
  document.close();
}

function send() {
  if (request) return;
  clearTimeout(retry);
  request = new XMLHttpRequest();
  say(form, "data-sending");
  request.open("POST", form.action);
  request.timeout = 30000;
  request.onerror = request.ontimeout = function () {
    failed("offline");
  };
  request.onload = arrived;
  request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
  request.send(new URLSearchParams(new FormData(form)).toString());
}

// Before onceOnly, which leaves alone what is sent here.
document.addEventListener("submit", function (event) {
  event.preventDefault();
  send();
}, true);
on(window, "online", function () {
  if (one(".status").textContent) send();
});
on(window, "pageshow", function (event) {
  if (event.persisted && (request || leaving)) location.reload();
});

// In another language the same draft comes back. On a shared device, where nothing is kept, the
// form itself carries what is written.
on(form, "click", function (event) {
  var button = event.target.closest("[formaction]");
  var field;
  if (!button) return;
  event.preventDefault();
  // What came as the answer to a form, or has the ticket in it, cannot be asked for by its address.
  if (store && !isShared() && form.hasAttribute("data-fresh") && !form.elements._biljett) {
    keep();
    return location.assign(location.pathname + "?sprak=" + button.value);
  }
  field = form.appendChild(document.createElement("input"));
  field.type = "hidden";
  field.name = button.name;
  field.value = button.value;
  form.action = button.getAttribute("formaction");
  form.submit();
});
