// Passkeys: asks the device for a key and hands its answer to a form. What cannot be asked is not offered.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// The options come as JSON, with every run of bytes written in base64url (WebAuthn level 3, 5.1.8 and 5.1.9).
function read(options) {
  const known = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (known.user) known.user = { ...known.user, id: bytes(known.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"])
    if (known[list]) known[list] = known[list].map((one) => ({ ...one, id: bytes(one.id) }));
  return known;
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) response[name] = text(credential.response[name]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    response,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const said = form.querySelector("[data-passkey-refused]");
  if (said) said.hidden = true;
  try {
    const publicKey = read(await optionsOf(form));
    const found = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey })
      : await navigator.credentials.get({ publicKey });
    form.elements.credential.value = JSON.stringify(written(found));
    form.submit();
  } catch {
    // Cancelled, too late, no key here, or one that is registered already: the page says what to do.
    if (said) said.hidden = false;
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-passkey]") || event.target.elements.credential.value) return;
  event.preventDefault();
  ask(event.target);
}, true);

if (window.PublicKeyCredential && navigator.credentials?.get) {
  document.querySelectorAll("[data-passkey]").forEach((form) => { form.hidden = false; });
  document.querySelectorAll("[data-passkey-missing]").forEach((note) => { note.hidden = true; });
}
