// Stored values as another version of the application would write them: an entry of the journal in
// its envelope, with its XXH64 checksum (github.com/Cyan4973/xxHash, doc/xxhash_spec.md).

const [P1, P2, P3, P4, P5] = [
  0x9E3779B185EBCA87n, 0xC2B2AE3D27D4EB4Fn, 0x165667B19E3779F9n, 0x85EBCA77C2B2AE63n,
  0x27D4EB2F165667C5n,
];
const wrap = (n) => BigInt.asUintN(64, n);
const turn = (n, by) => wrap((n << by) | (wrap(n) >> (64n - by)));
const round = (lane, word) => wrap(turn(wrap(lane + wrap(word * P2)), 31n) * P1);

function xxh64(text, seed) {
  const bytes = Buffer.from(text);
  let at = 0;
  let hash = wrap(seed + P5);
  if (bytes.length >= 32) {
    const lanes = [wrap(seed + P1 + P2), wrap(seed + P2), seed, wrap(seed - P1)];
    for (; at + 32 <= bytes.length; at += 32) {
      lanes.forEach((lane, n) => { lanes[n] = round(lane, bytes.readBigUInt64LE(at + 8 * n)); });
    }
    hash = wrap([1n, 7n, 12n, 18n].reduce((sum, by, n) => sum + turn(lanes[n], by), 0n));
    for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * P1 + P4);
  }
  hash = wrap(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = wrap(turn(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * P1 + P4);
  }
  for (; at + 4 <= bytes.length; at += 4) {
    hash = wrap(turn(hash ^ wrap(BigInt(bytes.readUInt32LE(at)) * P1), 23n) * P2 + P3);
  }
  for (; at < bytes.length; at += 1) {
    hash = wrap(turn(hash ^ wrap(BigInt(bytes[at]) * P5), 11n) * P1);
  }
  hash = wrap((hash ^ (hash >> 33n)) * P2);
  hash = wrap((hash ^ (hash >> 29n)) * P3);
  return hash ^ (hash >> 32n);
}

/** Returns key and value of a tab's journal entry under a schema number. */
export function entry(tab, number, schema, json) {
  const key = `tl1/j/${tab}/${number}`;
  const body = `${Date.now()} 0 0\n${json}`;
  const size = Buffer.byteLength(body);
  const fields = `t ${schema} ${size} ${size}`;
  const sum = xxh64(body, xxh64(fields, xxh64(key, 0n))).toString(16).padStart(16, '0');
  return [key, `${fields} ${sum}\n${body}`];
}
