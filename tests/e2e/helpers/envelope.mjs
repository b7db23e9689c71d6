// The envelope of stored values, as src/core/store/envelope.rs writes it: here a value is wrapped
// anew under another schema, as a newer version would. XXH64 as published.

const MASK = (1n << 64n) - 1n;
const [P1, P2, P3, P4, P5] = [
  0x9E3779B185EBCA87n, 0xC2B2AE3D27D4EB4Fn, 0x165667B19E3779F9n, 0x85EBCA77C2B2AE63n,
  0x27D4EB2F165667C5n,
];

const rotate = (value, by) => ((value << by) | (value >> (64n - by))) & MASK;
const times = (one, other) => (one * other) & MASK;
const plus = (one, other) => (one + other) & MASK;
const round = (lane, word) => times(rotate(plus(lane, times(word, P2)), 31n), P1);

function sum(bytes, seed) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let hash = plus(seed, P5);
  if (bytes.length >= 32) {
    const lanes = [plus(plus(seed, P1), P2), plus(seed, P2), seed, (seed - P1) & MASK];
    for (; at + 32 <= bytes.length; at += 32) {
      for (let n = 0; n < 4; n += 1) lanes[n] = round(lanes[n], view.getBigUint64(at + 8 * n, true));
    }
    const [a, b, c, d] = lanes;
    hash = plus(plus(rotate(a, 1n), rotate(b, 7n)), plus(rotate(c, 12n), rotate(d, 18n)));
    for (const lane of lanes) hash = plus(times(hash ^ round(0n, lane), P1), P4);
  }
  hash = plus(hash, BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = plus(times(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n), P1), P4);
  }
  if (at + 4 <= bytes.length) {
    const half = times(BigInt(view.getUint32(at, true)), P1);
    hash = plus(times(rotate(hash ^ half, 23n), P2), P3);
    at += 4;
  }
  for (; at < bytes.length; at += 1) {
    hash = times(rotate(hash ^ times(BigInt(bytes[at]), P5), 11n), P1);
  }
  hash = times(hash ^ (hash >> 33n), P2);
  hash = times(hash ^ (hash >> 29n), P3);
  return hash ^ (hash >> 32n);
}

/** Wraps a stored value anew under a schema; its own must be whole, or the sum here is not theirs. */
export function reseal(key, raw, schema) {
  const end = raw.indexOf('\n');
  const [line, body] = [raw.slice(0, end), raw.slice(end + 1)];
  const [form, own, textBytes, bytes, found] = line.split(' ');
  const encode = (text) => new TextEncoder().encode(text);
  const wrap = (number) => {
    const fields = `${form} ${number} ${textBytes} ${bytes}`;
    const all = [key, fields, body].reduce((seed, part) => sum(encode(part), seed), 0n);
    return `${fields} ${all.toString(16).padStart(16, '0')}\n${body}`;
  };
  if (wrap(own) !== raw) throw new Error(`${key}: ${found} is not the sum of this value`);
  return wrap(schema);
}
