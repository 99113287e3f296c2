// Reads and writes session strings with GramJS and mtcute. Takes a list of questions in JSON on
// standard input, answers with a list in the same order. The libraries are in the folder that the
// first argument names.

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const library = (path) => import(pathToFileURL(`${process.argv[2]}/node_modules/${path}`));
const { StringSession } = (await library('telegram/sessions/index.js')).default;
const { AuthKey } = (await library('telegram/crypto/AuthKey.js')).default;
const { readStringSession, writeStringSession } = await library('@mtcute/core/utils.js');
const convert = await library('@mtcute/convert/index.js');

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const bytes = (question) => new Uint8Array(Buffer.from(question.key, 'hex'));

const place = ({ dcId, ipAddress, port, authKey }) => ({
  dc: dcId,
  ip: ipAddress,
  port,
  key: hex(authKey),
});

const placed = (question) => ({
  dcId: question.dc,
  ipAddress: question.ip,
  ipv6: question.ip.includes(':'),
  port: question.port,
  authKey: bytes(question),
});

const answers = {
  async gramjs_read({ string }) {
    const session = new StringSession(string);
    await session.load();
    return {
      dc: session.dcId,
      ip: session.serverAddress,
      port: session.port,
      key: hex(session.authKey.getKey()),
    };
  },

  async gramjs_write(question) {
    const session = new StringSession('');
    session.setDC(question.dc, question.ip, question.port);
    const key = new AuthKey();
    await key.setKey(Buffer.from(question.key, 'hex'));
    session.authKey = key;
    return session.save();
  },

  mtcute_read({ string }) {
    const { primaryDcs, self, authKey } = readStringSession(string);
    return {
      dc: primaryDcs.main.id,
      ip: primaryDcs.main.ipAddress,
      ipv6: primaryDcs.main.ipv6,
      port: primaryDcs.main.port,
      test: primaryDcs.main.testMode,
      user: self?.userId ?? null,
      bot: self?.isBot ?? null,
      key: hex(authKey),
    };
  },

  mtcute_write(question) {
    const main = {
      id: question.dc,
      ipAddress: question.ip,
      ipv6: question.ip.includes(':'),
      port: question.port,
      testMode: question.test,
    };
    const media = question.media ? { ...main, mediaOnly: true } : main;
    const self = question.user
      ? { userId: question.user, isBot: question.bot ?? false, isPremium: false, usernames: [] }
      : null;
    const primaryDcs = { main, media };
    return writeStringSession({ version: 3, primaryDcs, self, authKey: bytes(question) });
  },

  convert_telethon_read: ({ string }) => place(convert.parseTelethonSession(string)),
  convert_telethon_write: (question) => convert.serializeTelethonSession(placed(question)),
  convert_gramjs_read: ({ string }) => place(convert.parseGramjsSession(string)),
  convert_gramjs_write: (question) => convert.serializeGramjsSession(placed(question)),

  convert_pyrogram_read({ string }) {
    const { dcId, apiId, isTest, authKey, userId, isBot } = convert.parsePyrogramSession(string);
    return { dc: dcId, apiId, test: isTest, user: userId, bot: isBot, key: hex(authKey) };
  },

  convert_pyrogram_write: (question) =>
    convert.serializePyrogramSession({
      dcId: question.dc,
      apiId: question.apiId,
      isTest: question.test,
      userId: question.user,
      isBot: question.bot ?? false,
      authKey: bytes(question),
    }),
};

const found = [];
for (const question of JSON.parse(readFileSync(0, 'utf8'))) {
  found.push(await answers[question.ask](question));
}
writeFileSync(1, JSON.stringify(found));
