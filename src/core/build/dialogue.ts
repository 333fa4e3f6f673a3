/** A line of a script. */
export interface Speech {
  /** As written. */
  speaker: string;
  text: string;
  /** From 1: the line of the script where it begins. */
  line: number;
}

/** `Name: what is said`. Names are short and may have a remark in brackets behind them. */
const SPEECH =
  /^\s*(?:\*\*|__)?([\p{L}][\p{L}\p{N}'’. _-]{0,39}?)(?:\*\*|__)?\s*(?:\([^)]*\))?\s*:(?:\*\*|__)?\s*(.*)$/u;

/**
 * Reads a script. A line without a name goes on with the speech before it; blank lines and stage directions in brackets
 * end one. What comes before the first name is no speech.
 */
export function parseScript(text: string): Speech[] {
  const speeches: Speech[] = [];
  let open: Speech | undefined;
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const match = SPEECH.exec(line);
    if (match) {
      open = { speaker: match[1]!.trim(), text: match[2]!.trim(), line: index + 1 };
      speeches.push(open);
    } else if (line.trim() === '' || /^\s*[([].*[)\]]\s*$/.test(line)) {
      open = undefined;
    } else if (open) {
      open.text = `${open.text} ${line.trim()}`.trim();
    }
  }
  return speeches.filter(speech => speech.text !== '');
}

/** Who speaks in a script, the most talkative first. */
export function speakersOf(speeches: readonly Speech[]): { speaker: string; lines: number }[] {
  const counts = new Map<string, number>();
  for (const { speaker } of speeches) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
  return [...counts]
    .map(([speaker, lines]) => ({ speaker, lines }))
    .sort((one, other) => other.lines - one.lines || (one.speaker < other.speaker ? -1 : 1));
}

export interface DialogueOptions {
  /** Whose voice is learnt. */
  character: string;
  /** Sets the scene; absent: no system message. */
  system?: string;
  /** Speeches before the answer that are part of the prompt, at least one. */
  context: number;
}

/**
 * Pairs of a dialogue: what was said before is the prompt, the character's next line the answer. Speeches in a row of
 * one side are joined, since messages take turns; with several others in a prompt each is named.
 */
export function dialogueExamples(
  speeches: readonly Speech[],
  { character, system, context }: DialogueOptions,
): Record<string, unknown>[] {
  const turns = turnsOf(speeches, character);
  return turns.flatMap((turn, index) => {
    if (!turn.isCharacter || index === 0) return [];
    const before = turns.slice(Math.max(0, index - Math.max(1, context)), index);
    // A prompt begins with what was said to the character.
    const first = before.findIndex(one => !one.isCharacter);
    const messages = [
      ...(system ? [{ role: 'system', content: system }] : []),
      ...before.slice(first).map(toMessage),
      toMessage(turn),
    ];
    return first < 0 ? [] : [{ messages }];
  });
}

interface Turn {
  isCharacter: boolean;
  speeches: Speech[];
}

function turnsOf(speeches: readonly Speech[], character: string): Turn[] {
  const turns: Turn[] = [];
  for (const speech of speeches) {
    const isCharacter = speech.speaker === character;
    const last = turns.at(-1);
    if (last?.isCharacter === isCharacter) last.speeches.push(speech);
    else turns.push({ isCharacter, speeches: [speech] });
  }
  return turns;
}

function toMessage({ isCharacter, speeches }: Turn): Record<string, unknown> {
  const isNamed = new Set(speeches.map(({ speaker }) => speaker)).size > 1;
  const lines = speeches.map(({ speaker, text }) => (isNamed ? `${speaker}: ${text}` : text));
  return { role: isCharacter ? 'assistant' : 'user', content: lines.join('\n') };
}
