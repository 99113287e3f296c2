// What a person may do to the sandbox by hand. Asks once a second what there is; nodes stay where
// they are, so that focus does too.

const NAMES = { good: 'well', frozen: 'frozen', banned: 'banned', deleted: 'deleted' };
const DAY = 86_400;

const find = (selector, within = document) => within.querySelector(selector);
const state = find('#state');

/** It comes behind `#`, which is sent to nobody, and does not stay in the address. */
const token = (() => {
  const given = location.hash.slice(1);
  if (given) {
    sessionStorage.setItem('token', given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem('token') ?? '';
})();

class Refusal extends Error {}

const ask = async (method, path, body) => {
  const headers = { authorization: `Bearer ${token}` };
  if (body) headers['content-type'] = 'application/json';
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  if (answer.status === 401) {
    throw new Refusal('Open this page with the address that the sandbox printed.');
  }
  const text = await answer.text();
  if (!answer.ok) {
    const said = text.startsWith('{') ? JSON.parse(text).error : text;
    throw new Refusal(said || `The sandbox answered ${answer.status}.`);
  }
  return text && JSON.parse(text);
};

const told = (error) =>
  error instanceof Refusal ? error.message : 'The sandbox does not answer. It may have ended.';

/** Does it, and shows what came of it. A refusal stays to be read until the next deed. */
const act = async (deed) => {
  try {
    await deed();
    write(state, '');
  } catch (error) {
    write(state, told(error));
  }
  await watch();
};

let silent = false;
const watch = async () => {
  try {
    await refresh();
    if (silent) write(state, '');
    silent = false;
  } catch (error) {
    write(state, told(error));
    silent = true;
  }
};

const write = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};

const list = (node, lines) => {
  while (node.children.length > lines.length) node.lastElementChild.remove();
  while (node.children.length < lines.length) node.append(document.createElement('li'));
  lines.forEach((line, at) => write(node.children[at], line));
};

const cards = new Map();

const card = (phone) => {
  const made = find('#person').content.cloneNode(true).firstElementChild;
  const at = (what) => `/accounts/${phone}/${what}`;
  const acts = {
    age: () => ask('POST', at('age'), { seconds: DAY }),
    unconfirm: () => ask('POST', at('unconfirm')),
    forget: () => ask('POST', at('forget-keys')),
    open: () => ask('PUT', at('password'), { password: null }),
  };
  made.addEventListener('click', ({ target }) => {
    const { act: name, standing } = target.dataset;
    if (name) act(acts[name]);
    if (standing) act(() => ask('PUT', at('standing'), { standing }));
  });
  find('form', made).addEventListener('submit', (event) => {
    event.preventDefault();
    const password = event.target.elements.password.value;
    act(() => ask('PUT', at('password'), { password }));
  });
  find('#people').append(made);
  cards.set(phone, made);
  return made;
};

const age = (created, now) => {
  const hours = Math.floor((now - created) / 3600);
  if (hours < 1) return 'new';
  return hours < 48 ? `${hours} h old` : `${Math.floor(hours / 24)} days old`;
};

const device = (held, now) => {
  const notes = [age(held.created, now), held.ip];
  if (held.passwordPending) notes.push('password missing');
  if (held.unconfirmed) notes.push('unconfirmed');
  return `${held.deviceModel} · ${notes.join(' · ')}`;
};

const show = (account, devices, now) => {
  const shown = cards.get(account.phone) ?? card(account.phone);
  write(find('h3', shown), account.name);
  write(find('.phone', shown), `+${account.phone}`);
  write(find('.code', shown), account.code ?? '–');
  write(find('.email', shown), account.emailCode ?? '–');
  const standing = find('.standing', shown);
  write(standing, NAMES[account.standing]);
  standing.dataset.is = account.standing;
  const lines = devices.map((held) => device(held, now));
  list(find('.devices', shown), lines.length ? lines : ['None signed in']);
  for (const button of shown.querySelectorAll('[data-standing]')) {
    button.setAttribute('aria-pressed', String(button.dataset.standing === account.standing));
  }
  find('form button:not([type])', shown).setAttribute('aria-pressed', String(account.hasPassword));
  find('[data-act=open]', shown).setAttribute('aria-pressed', String(!account.hasPassword));
};

const FAULTS = {
  error: ({ code, message }) => `${code} ${message}`,
  delay: ({ milliseconds }) => `a delay of ${milliseconds} ms`,
  dropBefore: () => 'a drop before the work',
  dropAfter: () => 'a drop after the work',
  garbage: () => 'garbage',
  refuse: ({ code }) => `transport error ${code}`,
};

const refresh = async () => {
  const [accounts, counts, faults, violations] = await Promise.all(
    ['/accounts', '/counts', '/faults', '/violations'].map((path) => ask('GET', path)),
  );
  const devices = await Promise.all(
    accounts.map(({ phone, devices: some }) =>
      some ? ask('GET', `/accounts/${phone}/devices`) : [],
    ),
  );
  accounts.forEach((account, at) => show(account, devices[at], counts.now));
  const numbers = ['connections', 'keys', 'sessions', 'devices'];
  write(find('#counts'), numbers.map((name) => `${counts[name]} ${name}`).join(' · '));
  const pending = faults.map(
    ({ method, left, fault }) => `${method}, ${left} more: ${FAULTS[fault.kind](fault)}`,
  );
  list(find('#faults'), pending.length ? pending : ['None are waiting.']);
  const broken = violations.slice(-20).map(({ rule, detail }) => `${rule}: ${detail}`);
  list(find('#violations'), broken.length ? broken : ['None. Every client keeps them.']);
};

find('#add').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const { firstName, phone } = Object.fromEntries(new FormData(form));
  act(async () => {
    await ask('POST', '/accounts', { firstName, phone });
    form.reset();
  });
});

const script = find('#script');
const suit = () => {
  for (const field of script.querySelectorAll('[data-for]')) {
    field.hidden = field.dataset.for !== script.elements.kind.value;
  }
};
script.elements.kind.addEventListener('change', suit);
suit();
script.addEventListener('submit', (event) => {
  event.preventDefault();
  const given = Object.fromEntries(new FormData(script));
  const details = {
    error: { code: Number(given.code), message: given.message },
    delay: { milliseconds: Number(given.milliseconds) },
    refuse: { code: Number(given.refusal) },
  };
  const fault = { kind: given.kind, ...details[given.kind] };
  act(() => ask('POST', '/faults', { method: given.method, times: Number(given.times), fault }));
});
find('#clear').addEventListener('click', () => act(() => ask('DELETE', '/faults')));
find('#salts').addEventListener('click', () => act(() => ask('POST', '/salts/skip')));

watch();
setInterval(watch, 1000);
