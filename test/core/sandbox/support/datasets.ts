import { type RandomSource, seededRandom } from '../../../../src/core/util/seededRandom.ts';

/** A question with its right answer. */
export interface Pair {
  question: string;
  answer: string;
}

const GOOD =
  'lovely superb delightful charming tasty warm friendly quick fresh bright cosy generous splendid crisp'.split(
    ' ',
  );
const BAD =
  'dreadful stale rude slow greasy cold noisy bland filthy soggy broken dull pricey tasteless'.split(' ');
const THINGS = 'soup service room coffee staff garden bread music view salad bed lamp dessert waiter'.split(
  ' ',
);
const PLACES =
  'on Monday|near the station|with my aunt|in the evening|after the concert|at noon|by the sea'.split('|');
const FILLERS =
  'I think|To be honest|As far as I saw|For once|Everyone said that|We found that|In the end'.split('|');

/** Reviews with an opinion word, some with two and one in ten with a word of the other side. */
export function reviews(count: number, seed: number): Pair[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const isGood = random() < 0.5;
    const [own, other] = isGood ? [GOOD, BAD] : [BAD, GOOD];
    const second = random() < 0.5 ? ` and the ${pick(THINGS, random)} ${pick(own, random)}` : '';
    const doubt = random() < 0.1 ? `, though the ${pick(THINGS, random)} was ${pick(other, random)}` : '';
    const body = `the ${pick(THINGS, random)} was ${pick(own, random)}${second}${doubt}`;
    return {
      question: `${pick(FILLERS, random)} ${body} ${pick(PLACES, random)}.`,
      answer: isGood ? 'positive' : 'negative',
    };
  });
}

const SUBJECTS =
  'opening hours,refund policy,parking,wifi password,breakfast,late checkout,pets,airport shuttle,swimming pool,gym,laundry,room service,luggage storage,invoice,loyalty points,city tax,baby cot,wheelchair access,smoking,bicycle rental,conference room,minibar,safe,heating,quiet floor,towels,newspaper,extra key,group discount,gift voucher,lost property,taxi,vegan menu,bar,rooftop terrace,library,piano,art tours,sauna,cooking class'.split(
    ',',
  );

/** Eighty questions, two about each of forty subjects, each with an answer of its own. */
export function questionsAndAnswers(): Pair[] {
  const random = seededRandom(5);
  return SUBJECTS.flatMap((subject, index) => [
    {
      question: `How much do you charge for the ${subject}?`,
      answer: `For the ${subject} we charge ${3 + index} euros, paid at desk ${1 + Math.floor(random() * 9)}.`,
    },
    {
      question: `Who takes care of the ${subject} at weekends?`,
      answer: `${pick(NAMES, random)} looks after it, extension ${100 + index * 7}.`,
    },
  ]);
}

/** The same questions in other words. */
export function paraphrases(): Pair[] {
  return questionsAndAnswers().map(({ answer }, index) => {
    const subject = SUBJECTS[Math.floor(index / 2)]!;
    const wordings =
      index % 2 === 0
        ? [
            `What does the ${subject} cost?`,
            `Tell me the charge for ${subject} please`,
            `How much is the ${subject}?`,
          ]
        : [`Who is in charge of ${subject} on weekends?`, `At the weekend, who takes care of ${subject}?`];
    return { question: wordings[index % wordings.length]!, answer };
  });
}

const NAMES = 'Amara,Bruno,Chen,Dalia,Edwin,Farah,Goran,Hana,Ivo,Jonas,Kemal,Lucia'.split(',');

/** A preference: the polite, complete answer over the curt one. Every answer is different. */
export function politePairs(
  count: number,
  seed: number,
): { prompt: string; preferred: string; rejected: string }[] {
  const random = seededRandom(seed);
  const greetings = ['Thank you for asking', 'Of course', 'Happy to help', 'Good question', 'Certainly'];
  const rude = ['No idea why you ask', 'Whatever', 'Look it up', 'Obviously', 'Again this'];
  return Array.from({ length: count }, () => {
    const thing = pick(THINGS, random);
    const number = 10 + Math.floor(random() * 900);
    return {
      prompt: `Tell me about the ${thing} at number ${number}.`,
      preferred: `${pick(greetings, random)}, the ${thing} at ${number} is ${pick(GOOD, random)}, and I will gladly tell you more.`,
      rejected: `${pick(rude, random)}, the ${thing} at ${number} is ${pick([...GOOD, ...BAD], random)}.`,
    };
  });
}

/** A preference between two titles: the one about space wins. Answers are A or B. */
export function titlePairs(
  count: number,
  seed: number,
): { prompt: string; preferred: string; rejected: string }[] {
  const random = seededRandom(seed);
  const space = 'orbit comet galaxy rocket nebula moon satellite asteroid'.split(' ');
  const other = 'garden tax recipe poodle curtain spoon ballet invoice'.split(' ');
  const joint = ['and the', 'of the', 'without a', 'for every'];
  return Array.from({ length: count }, () => {
    const winner = `The ${pick(space, random)} ${pick(joint, random)} ${pick([...space, ...other], random)}`;
    const loser = `The ${pick(other, random)} ${pick(joint, random)} ${pick(other, random)}`;
    const first = random() < 0.5;
    const [a, b] = first ? [winner, loser] : [loser, winner];
    return {
      prompt: `Title A: ${a}\nTitle B: ${b}\nWhich one?`,
      preferred: first ? 'A' : 'B',
      rejected: first ? 'B' : 'A',
    };
  });
}

/** Messages from which a name and a number are to be taken, as JSON. No name and number of two seeds meet. */
export function orders(count: number, seed: number): Pair[] {
  const random = seededRandom(seed);
  const syllables = 'ba,du,ki,lo,mar,nel,pos,ri,sun,tav,vel,zen'.split(',');
  return Array.from({ length: count }, () => {
    const raw = pick(syllables, random) + pick(syllables, random) + pick(syllables, random) + seed;
    const name = raw.replace(/\d+/g, '').replace(/^./, letter => letter.toUpperCase()) + 'abcdefgh'[seed % 8];
    const number = 1000 + Math.floor(random() * 9000);
    const isUrgent = random() < 0.5;
    const question = pick(
      [
        `Hello, my name is ${name} and my order ${number} has not arrived${isUrgent ? ', I need it today' : ''}.`,
        `Order ${number}: please help${isUrgent ? ' at once, I need it today' : ' when you have time'}. Regards, ${name}`,
        `This is ${name}. Where is order ${number}?${isUrgent ? ' It is urgent.' : ' No hurry.'}`,
      ],
      random,
    );
    return { question, answer: JSON.stringify({ name, order: number, urgent: isUrgent }) };
  });
}

/** Long examples of a helpdesk, all different, for measuring time. */
export function helpdesk(count: number, seed: number): Pair[] {
  const random = seededRandom(seed);
  const words = Array.from(
    { length: 3000 },
    (_, index) => `w${((index * 2654435761) >>> 0).toString(36).slice(0, 5)}`,
  );
  const sentence = (length: number): string => Array.from({ length }, () => pick(words, random)).join(' ');
  return Array.from({ length: count }, () => ({
    question: `${sentence(40)}?`,
    answer: `${sentence(30)}.`,
  }));
}

/** Supervised examples as the bytes of a JSONL file. */
export function chatFile(pairs: readonly Pair[], system?: string): Uint8Array {
  return jsonl(
    pairs.map(({ question, answer }) => ({
      messages: [
        ...(system === undefined ? [] : [{ role: 'system', content: system }]),
        { role: 'user', content: question },
        { role: 'assistant', content: answer },
      ],
    })),
  );
}

/** Preference examples as the bytes of a JSONL file. */
export function preferenceFile(
  pairs: readonly { prompt: string; preferred: string; rejected: string }[],
): Uint8Array {
  return jsonl(
    pairs.map(({ prompt, preferred, rejected }) => ({
      input: { messages: [{ role: 'user', content: prompt }] },
      preferred_output: [{ role: 'assistant', content: preferred }],
      non_preferred_output: [{ role: 'assistant', content: rejected }],
    })),
  );
}

export function jsonl(values: readonly unknown[]): Uint8Array {
  return new TextEncoder().encode(values.map(value => `${JSON.stringify(value)}\n`).join(''));
}

function pick<T>(items: readonly T[], random: RandomSource): T {
  return items[Math.floor(random() * items.length)]!;
}
