// Signs in to the sandbox with GramJS and mtcute. Takes a list of questions in JSON on standard
// input, answers with a list in the same order; or, told so, one a line. The libraries are in the
// folder that the first argument names.

import { createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

import { crypto, platform, tcp } from './mtcute_platform.mjs';

const library = (path) => import(pathToFileURL(`${process.argv[2]}/node_modules/${path}`));
const { Api, TelegramClient } = (await library('telegram/index.js')).default;
const { StringSession } = (await library('telegram/sessions/index.js')).default;
const { Logger } = (await library('telegram/extensions/index.js')).default;
const { ConnectionTCPFull } = (await library('telegram/network/index.js')).default;
const { _serverKeys } = (await library('telegram/crypto/RSA.js')).default;
const { default: integer } = await library('big-integer/BigInteger.js');

const core = await library('@mtcute/core/index.js');
const { TelegramClient: Mtcute } = await library('@mtcute/core/client.js');
const { ConnectionClosedError } = await library('@fuman/net/index.js');
const { addPublicKey, BaseCryptoProvider } = await library('@mtcute/core/utils.js');

const modulus = (pem) => {
  const { n } = createPublicKey(pem).export({ format: 'jwk' });
  return integer(Buffer.from(n, 'base64url').toString('hex'), 16);
};

// Both libraries call themselves something on every connection, and Telegram's device list shows
// what was said last: a session keeps its name only if this is handed to them.
const introduction = ({ introduction: told }) =>
  told
    ? {
        deviceModel: told.deviceModel,
        systemVersion: told.systemVersion,
        appVersion: told.appVersion,
        langCode: told.language,
        systemLangCode: told.language,
      }
    : {};

const gramjsClient = (question, session) => {
  _serverKeys.set(question.fingerprint, { n: modulus(question.pem), e: 65537 });
  // The library ignores a session's port and asks port 80.
  class ToSandbox extends ConnectionTCPFull {
    constructor(parameters) {
      const [ip, port] = question.dcs[parameters.dcId].split(':');
      super({ ...parameters, ip, port: Number(port) });
    }
  }
  return new TelegramClient(session, question.apiId, question.apiHash, {
    connection: ToSandbox,
    baseLogger: new Logger('none'),
    ...introduction(question),
  });
};

const gramjsSeen = async (client) => {
  const me = await client.getMe();
  const dialogs = await client.getDialogs();
  const page = await client.getMessages(dialogs.at(-1).entity, { limit: 10 });
  return {
    name: me.firstName,
    phone: me.phone,
    dc: client.session.dcId,
    dialogs: dialogs.map((dialog) => dialog.title),
    history: page.map((message) => message.message),
  };
};

const gramjsSignedIn = async (question) => {
  const session = new StringSession('');
  // A port above 32767 cannot be written.
  session.setDC(question.beginAt, '127.0.0.1', 443);
  session.save = () => '';
  const client = gramjsClient(question, session);
  await client.start({
    phoneNumber: async () => question.phone,
    phoneCode: async () => question.code,
    password: async () => question.password,
    onError: (error) => {
      throw error;
    },
  });
  return client;
};

const gramjsOpened = async (question, leave) => {
  const client = gramjsClient(question, new StringSession(question.string));
  await client.connect();
  const me = await client.getMe();
  if (leave) await client.invoke(new Api.auth.LogOut());
  await client.destroy();
  return { name: me.firstName, user: Number(me.id) };
};

const mtcuteClient = (question) => {
  const provider = crypto(BaseCryptoProvider);
  addPublicKey(provider, question.pem);
  const [ipAddress, port] = question.dcs[question.beginAt].split(':');
  const dc = { id: question.beginAt, ipAddress, port: Number(port) };
  return new Mtcute({
    apiId: question.apiId,
    apiHash: question.apiHash,
    storage: new core.MemoryStorage(),
    crypto: provider,
    platform,
    transport: {
      connect: tcp(ConnectionClosedError),
      packetCodec: () => new core.ObfuscatedPacketCodec(new core.PaddedIntermediatePacketCodec()),
    },
    defaultDcs: { main: dc, media: dc },
    disableUpdates: true,
    initConnectionOptions: introduction(question),
  });
};

const mtcuteSeen = async (client) => {
  const me = await client.getMe();
  const dialogs = [];
  for await (const dialog of client.iterDialogs()) dialogs.push(dialog.peer);
  const page = await client.getHistory(dialogs.at(-1), { limit: 10 });
  return {
    name: me.firstName,
    phone: me.phoneNumber,
    dc: await client.getPrimaryDcId(),
    dialogs: dialogs.map((peer) => peer.displayName),
    history: page.map((message) => message.text),
  };
};

const mtcuteStarted = (client, question) =>
  client.start({
    phone: question.phone,
    code: question.code,
    password: question.password,
    codeSentCallback: () => {},
  });

const mtcuteOpened = async (question, leave) => {
  const client = mtcuteClient(question);
  await client.importSession(question.string);
  const me = await client.getMe();
  if (leave) await client.logOut();
  await client.destroy();
  return { name: me.firstName, user: me.id };
};

const answers = {
  async gramjs(question) {
    const client = await gramjsSignedIn(question);
    const seen = await gramjsSeen(client);
    await client.invoke(new Api.users.GetFullUser({ id: 'me' }));
    const loggedOut = Boolean(await client.invoke(new Api.auth.LogOut()));
    await client.destroy();
    return { ...seen, loggedOut };
  },

  /** From the number to signed in: the connection, the key, the code. */
  async gramjs_time(question) {
    const begun = performance.now();
    const client = await gramjsSignedIn(question);
    const ms = performance.now() - begun;
    await client.invoke(new Api.auth.LogOut());
    await client.destroy();
    return { ms };
  },

  async gramjs_use(question) {
    const client = gramjsClient(question, new StringSession(question.string));
    await client.connect();
    const seen = await gramjsSeen(client);
    await client.destroy();
    return seen;
  },

  async gramjs_export(question) {
    const client = await gramjsSignedIn(question);
    const me = await client.getMe();
    client.session.setDC(client.session.dcId, '127.0.0.1', 443);
    const string = StringSession.prototype.save.call(client.session);
    await client.destroy();
    return { string, user: Number(me.id) };
  },

  gramjs_open: (question) => gramjsOpened(question, false),
  gramjs_open_and_leave: (question) => gramjsOpened(question, true),

  async mtcute(question) {
    const client = mtcuteClient(question);
    await mtcuteStarted(client, question);
    const seen = await mtcuteSeen(client);
    const loggedOut = await client.logOut().then(() => true);
    await client.destroy();
    return { ...seen, loggedOut };
  },

  async mtcute_use(question) {
    const client = mtcuteClient(question);
    await client.importSession(question.string);
    const seen = await mtcuteSeen(client);
    await client.destroy();
    return seen;
  },

  async mtcute_export(question) {
    const client = mtcuteClient(question);
    const me = await mtcuteStarted(client, question);
    const string = await client.exportSession();
    await client.destroy();
    return { string, user: me.id };
  },

  mtcute_open: (question) => mtcuteOpened(question, false),
  mtcute_open_and_leave: (question) => mtcuteOpened(question, true),
};

if (process.argv[3] === 'line-by-line') {
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line);
    writeFileSync(1, `${JSON.stringify(await answers[question.ask](question))}\n`);
  }
} else {
  const found = [];
  for (const question of JSON.parse(readFileSync(0, 'utf8'))) {
    found.push(await answers[question.ask](question));
  }
  writeFileSync(1, JSON.stringify(found));
}
process.exit(0);
