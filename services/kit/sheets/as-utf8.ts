/** The first bytes of a file show its encoding; a header has more characters than that. */
const sampleSize = 1024;

/**
 * The bytes of a text in UTF-16 ("Unicode text" of a spreadsheet) as UTF-8, whichever of its bytes come first and with or without
 * a byte order mark; other bytes as they are.
 */
export async function* asUtf8(bytes: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let decoder: TextDecoder | undefined;
  const converted = (block: Buffer) => (decoder ? Buffer.from(decoder.decode(block, { stream: true })) : block);
  for await (const block of bytes) {
    if (head === undefined) {
      yield converted(block);
      continue;
    }
    head = Buffer.concat([head, block]);
    if (head.length < sampleSize) continue;
    decoder = decoderOf(head);
    yield converted(head);
    head = undefined;
  }
  if (head !== undefined) {
    decoder = decoderOf(head);
    if (head.length > 0) yield converted(head);
  }
  const last = decoder?.decode();
  if (last) yield Buffer.from(last);
}

function decoderOf(head: Buffer): TextDecoder | undefined {
  const mark = head.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return new TextDecoder('utf-16le');
  if (mark === 'feff') return new TextDecoder('utf-16be');
  // A workbook, whose structures have zeros as well.
  if (mark === '504b') return undefined;
  const pairs = Math.floor(Math.min(head.length, sampleSize) / 2);
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at += 1) if (head[at] === 0) zeros[at % 2]! += 1;
  const [first, second] = zeros as [number, number];
  // Of the two bytes of a Latin character one is zero, always the same one.
  if (second > pairs / 2 && first < pairs / 10) return new TextDecoder('utf-16le');
  if (first > pairs / 2 && second < pairs / 10) return new TextDecoder('utf-16be');
  return undefined;
}
