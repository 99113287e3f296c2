// What mtcute's core wants of a platform, on Node's own modules: its packages for Node bring a
// native database along, for which an install script would have to run.

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  pbkdf2Sync,
  randomFillSync,
} from 'node:crypto';
import { connect } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';

const hash = (name) => (data) => new Uint8Array(createHash(name).update(data).digest());

const BLOCK = 16;

/** One pass of infinite garble extension: `before` is what the last block became, and was. */
const garble = (cipher, data, before, after) => {
  const out = Buffer.alloc(data.length);
  for (let start = 0; start < data.length; start += BLOCK) {
    const block = data.subarray(start, start + BLOCK);
    const mixed = Buffer.from(block.map((byte, at) => byte ^ before[at]));
    const turned = cipher.update(mixed).map((byte, at) => byte ^ after[at]);
    out.set(turned, start);
    [before, after] = [turned, block];
  }
  return new Uint8Array(out);
};

const ige = (key, iv) => {
  const [first, second] = [iv.subarray(0, BLOCK), iv.subarray(BLOCK)];
  return {
    encrypt: (data) =>
      garble(createCipheriv('aes-256-ecb', key, null).setAutoPadding(false), data, first, second),
    decrypt: (data) =>
      garble(createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false), data, second, first),
  };
};

export const crypto = (base) =>
  new (class extends base {
    sha1 = hash('sha1');
    sha256 = hash('sha256');
    createAesIge = ige;

    pbkdf2(password, salt, rounds, length = 64, algorithm = 'sha512') {
      return new Uint8Array(pbkdf2Sync(password, salt, rounds, length, algorithm));
    }

    hmacSha256(data, key) {
      return new Uint8Array(createHmac('sha256', key).update(data).digest());
    }

    createAesCtr(key, iv, encrypt) {
      const make = encrypt ? createCipheriv : createDecipheriv;
      const cipher = make(`aes-${key.length * 8}-ctr`, key, iv);
      return { process: (data) => new Uint8Array(cipher.update(data)) };
    }

    gzip(data, limit) {
      const packed = gzipSync(data);
      return packed.length > limit ? null : new Uint8Array(packed);
    }

    gunzip(data) {
      return new Uint8Array(gunzipSync(data));
    }

    randomFill(into) {
      randomFillSync(into);
    }
  })();

export const platform = {
  beforeExit: () => () => {},
  log: () => {},
  getDefaultLogLevel: () => 0,
  getDeviceModel: () => 'Node',
};

/** Opens TCP connections that are read by asking, and say with this error that they are closed. */
export const tcp =
  (ConnectionClosedError) =>
  ({ ipAddress, port }) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: ipAddress, port });
      const ready = () =>
        new Promise((done) => ['readable', 'end', 'close'].forEach((name) => socket.once(name, done)));
      socket.once('error', reject);
      socket.once('connect', () =>
        resolve({
          localAddress: null,
          remoteAddress: { address: ipAddress, port },
          async read(into) {
            for (;;) {
              if (socket.readableEnded || socket.destroyed) throw new ConnectionClosedError();
              const chunk = socket.read(Math.min(into.length, socket.readableLength) || undefined);
              if (chunk) {
                into.set(chunk);
                return chunk.length;
              }
              await ready();
            }
          },
          write: (bytes) =>
            new Promise((done, fail) =>
              socket.write(bytes, (error) => (error ? fail(new ConnectionClosedError()) : done())),
            ),
          close: () => socket.destroy(),
        }),
      );
    });
