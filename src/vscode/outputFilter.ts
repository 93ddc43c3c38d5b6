/**
 * Makes text of untrusted origin (a container's output, a name in a manifest) fit for the terminal: colours stay, all other
 * escape sequences go (titles, clipboard, links, cursor moves), and lines end as terminals want it. Keeps an escape sequence
 * that the text breaks off in for the next call; a line end closes a string sequence, so that nothing is swallowed for ever.
 */
export class OutputFilter {
  #pending = '';

  write(text: string): string {
    const input = this.#pending + text;
    this.#pending = '';
    let output = '';
    let index = 0;
    while (index < input.length) {
      const character = input.charAt(index);
      if (character !== '\x1b') {
        output +=
          character === '\n' ? (input[index - 1] === '\r' ? '\n' : '\r\n') : isPrintable(character) ? character : '';
        index += 1;
        continue;
      }
      const tail = input.slice(index, index + maxSequenceLength);
      const sequence = completeSequence.exec(tail)?.[0];
      if (sequence === undefined) {
        if (tail.length < maxSequenceLength && unfinishedSequence.test(tail)) {
          this.#pending = tail;
          return output;
        }
        index += 1;
        continue;
      }
      if (colour.test(sequence)) output += sequence;
      index += sequence.length;
    }
    return output;
  }
}

const maxSequenceLength = 4096;
const colour = /^\x1b\[[0-9;:]*m$/;
// A control sequence; a string (OSC, DCS, SOS, PM, APC) up to its end or the end of the line; any other escape.
const completeSequence =
  /^\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\|(?=\n))|[ -/]+[0-~]|[0-OQ-WYZ\\`-~])/;
const unfinishedSequence = /^\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b\n]*\x1b?|[ -/]*)$/;

function isPrintable(character: string): boolean {
  const code = character.charCodeAt(0);
  // A backspace only goes back, as a carriage return does: a terminal erases with it what was typed.
  return code === 8 || code === 9 || code === 13 || (code >= 0x20 && code !== 0x7f && !(code >= 0x80 && code < 0xa0));
}
