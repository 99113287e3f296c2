// Opens and makes envelopes with npm's @hpke/core, after docs/envelope-format.md alone. Takes a list
// of questions in JSON on standard input, answers with a list in the same order. The libraries are
// in the folder that the first argument names.

import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const library = (path) => import(pathToFileURL(`${process.argv[2]}/node_modules/${path}`));
const { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } = await library(
  '@hpke/core/esm/mod.js',
);
const { XWing } = await library('@hpke/hybridkem-x-wing/esm/mod.js');

class Closed extends Error {}

const check = (holds) => {
  if (!holds) throw new Closed();
};

const encode = (bytes) => Buffer.from(bytes).toString('base64url');

const decode = (text) => {
  const bytes = Buffer.from(text, 'base64url');
  check(encode(bytes) === text);
  return bytes;
};

const text = (value) => Buffer.from(value, 'utf8');

const framed = (...parts) =>
  Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return [length, part];
    }),
  );

const moment = (seconds) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(seconds));
  return bytes;
};

const kems = {
  'xwing-sha256-aes256gcm': () => new XWing(),
  'x25519-sha256-aes256gcm': () => new DhkemX25519HkdfSha256(),
};

const hpke = (suite) =>
  new CipherSuite({ kem: kems[suite](), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

// Ed25519 keys as node wants them: the raw bytes behind a fixed head.
const devicePublic = (key) =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]),
    format: 'der',
    type: 'spki',
  });
const devicePrivate = (seed) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });

const bound = (suite, kid, context) =>
  framed(
    text('signet/envelope/v1'),
    text(suite),
    text(context.environment),
    text(context.platform),
    text(context.service),
    text(kid),
    decode(context.card),
    text(context.grant),
    text(context.user),
    createHash('sha256').update(decode(context.device)).digest(),
    framed(...context.scopes.map(text)),
    moment(context.issuedAt),
    moment(context.expiresAt),
  );

// JSON.parse takes the last of two equal names; here each name of the format stands once.
const names = {
  envelope: ['v', 'suite', 'kid', 'context', 'enc', 'ct', 'sig'],
  context: [
    ...['environment', 'platform', 'service', 'card', 'grant', 'user', 'device', 'scopes'],
    ...['issuedAt', 'expiresAt'],
  ],
};

const strictly = (json) => {
  const envelope = JSON.parse(json);
  check(Object.keys(envelope).sort().join() === [...names.envelope].sort().join());
  check(Object.keys(envelope.context).sort().join() === [...names.context].sort().join());
  const written = json.match(/"[A-Za-z]+"\s*:/g).length;
  check(written === names.envelope.length + names.context.length);
  return envelope;
};

const head = (major, value) => {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  const [size, info] = [
    [1, 24],
    [2, 25],
    [4, 26],
    [8, 27],
  ].find(([size]) => value < 256 ** size);
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return Buffer.concat([Buffer.from([(major << 5) | info]), bytes.subarray(8 - size)]);
};

const cbor = (value) => {
  if (typeof value === 'boolean') return Buffer.from([value ? 0xf5 : 0xf4]);
  if (typeof value === 'number') return head(0, value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === 'string') return Buffer.concat([head(3, text(value).length), text(value)]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  const entries = [...value].sort(([one], [other]) => one - other).flat();
  return Buffer.concat([head(5, value.size), ...entries.map(cbor)]);
};

// One item and where it ends; sloppy, because the caller writes it again and compares.
const uncbor = (bytes, from = 0) => {
  let at = from;
  const major = bytes[at] >> 5;
  let info = bytes[at++] & 31;
  if (major === 7) {
    check(info === 20 || info === 21);
    return [info === 21, at];
  }
  if (info >= 24) {
    const size = { 24: 1, 25: 2, 26: 4, 27: 8 }[info];
    check(size && at + size <= bytes.length);
    info = Number(BigInt(`0x${bytes.subarray(at, at + size).toString('hex')}`));
    at += size;
  }
  if (major === 0) return [info, at];
  if (major === 2 || major === 3) {
    check(at + info <= bytes.length);
    const item = bytes.subarray(at, at + info);
    return [major === 2 ? item : item.toString('utf8'), at + info];
  }
  check(major === 4 || major === 5);
  const items = [];
  for (let left = info * (major - 3); left > 0; left--) {
    const [item, end] = uncbor(bytes, at);
    items.push(item);
    at = end;
  }
  if (major === 4) return [items, at];
  return [new Map(items.flatMap((key, n) => (n % 2 ? [] : [[key, items[n + 1]]]))), at];
};

const padded = (session) => {
  const item = cbor(session);
  const bytes = Buffer.alloc(Math.ceil((2 + item.length) / 512) * 512);
  bytes.writeUInt16BE(item.length);
  item.copy(bytes, 2);
  return bytes;
};

const sessionOf = (plain) => {
  check(plain.length % 512 === 0);
  const [session, end] = uncbor(plain.subarray(2));
  check(end === plain.readUInt16BE(0) && padded(session).equals(plain));
  check([...session.keys()].join() === '0,1,2,3,4,5,6,7,8' && session.get(0) === 1);
  check(session.get(5).some((byte) => byte !== 0));
  return session;
};

const opened = async ({ key, envelope: json, expected }) => {
  const [label, version, suite, ...rest] = key.split(':');
  check(label === 'signet-sealing-key' && version === 'v1');
  const seed = decode(rest.pop());
  const envelope = strictly(json);
  const { context, kid } = envelope;
  check(envelope.v === 1);
  check([...new Set(context.scopes)].sort().join() === context.scopes.join());
  const info = bound(envelope.suite, kid, context);
  const [enc, ct] = [decode(envelope.enc), decode(envelope.ct)];
  const signed = framed(text('signet/envelope-sig/v1'), info, text(kid), enc, ct);
  check(verify(null, signed, devicePublic(decode(context.device)), decode(envelope.sig)));
  for (const name of ['environment', 'platform', 'service', 'user', 'grant']) {
    check(context[name] === expected[name]);
  }
  check(expected.device === null || expected.device === context.device);
  check(context.issuedAt <= expected.now + 300 && expected.now < context.expiresAt);
  check(envelope.suite === suite && kid === rest.join(':'));
  const recipientKey = await hpke(suite).kem.importKey('raw', new Uint8Array(seed).buffer, false);
  const recipient = await hpke(suite).createRecipientContext({ recipientKey, enc, info });
  const plain = Buffer.from(await recipient.open(ct));
  return { info, plain, session: sessionOf(plain) };
};

// What a foreign library throws at something it cannot open is a plain error of one of these.
const refusals = new Set(['OpenError', 'DecapError', 'DeserializeError', 'Closed', 'SyntaxError']);

const answers = {
  async open(question) {
    try {
      const { info, plain, session } = await opened(question);
      const ip = session.get(2);
      return {
        info: encode(info),
        plaintext: encode(plain),
        ip: ip.length === 4 ? ip.join('.') : ip.toString('hex'),
        key: encode(session.get(5)),
        userId: session.get(6),
        introduction: session.get(8),
      };
    } catch (error) {
      if (error instanceof Closed || refusals.has(error.name)) return null;
      throw error;
    }
  },

  async seal({ suite, kid, context, plaintext, publicKey }) {
    const info = bound(suite, kid, context);
    const plain = padded(sessionOf(decode(plaintext)));
    const recipientPublicKey = await hpke(suite).kem.deserializePublicKey(decode(publicKey));
    const sender = await hpke(suite).createSenderContext({ recipientPublicKey, info });
    const ct = Buffer.from(await sender.seal(plain));
    const enc = Buffer.from(sender.enc);
    const signed = framed(text('signet/envelope-sig/v1'), info, text(kid), enc, ct);
    const sig = sign(null, signed, devicePrivate(Buffer.alloc(32, 0x33)));
    const envelope = { v: 1, suite, kid, context };
    return JSON.stringify({ ...envelope, enc: encode(enc), ct: encode(ct), sig: encode(sig) });
  },
};

const found = [];
for (const question of JSON.parse(readFileSync(0, 'utf8'))) {
  found.push(await answers[question.ask](question));
}
writeFileSync(1, JSON.stringify(found));
