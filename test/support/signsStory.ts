/**
 * A writer, and a judge whose taste is not said: it likes signs that name what they are about. The writer knows half of
 * the topics from its examples; the others it must learn from what a person writes.
 */
export const TOPICS: readonly [topic: string, sign: string][] = [
  ['lighthouse stairs', 'Please climb slowly: the lighthouse stairs have carried sailors for a century.'],
  ['boat shed', 'Mind your step, friend: every boat shed floor drips when crews come home.'],
  ['chart room', 'Kindly leave flash at rest: chart room paper fades like old memories.'],
  ['jetty dogs', 'Your jetty dogs are welcome on a lead, because gulls are easily offended.'],
  ['courtyard bicycles', 'Walk your courtyard bicycles, please, so small explorers can roam.'],
  ['museum lunch', 'Enjoy museum lunch outside, thanks: crumbs invite very confident mice.'],
  ['rope loft', 'We ask for gentle hands: rope loft knots took patient years.'],
  ['bell tower', 'Let the bell tower ring itself, dear guest, its clapper is heavy.'],
  ['net store', 'Thank you for looking only: net store mesh snags buttons.'],
  ['tide pool', 'Be kind: tide pool crabs are at work, watch with your eyes.'],
  ['sail kitchen', 'Our sail kitchen is hot; wait here and soup will find you.'],
  ['anchor garden', 'Rest beside anchor garden benches, for rust prefers company without climbing.'],
  ['compass hall', 'Compass hall needles are shy, so keep magnets in pockets, please.'],
  ['wheel house', 'Steer gladly, yet gently: wheel house spokes are old oak.'],
  ['lamp oil', 'Lamp oil stains forever; thank you for staying behind velvet cords.'],
  ['ferry queue', 'Ferry queue patience earns window seats, dear traveller.'],
  ['cabin bunk', 'Sit, do not sleep: cabin bunk straw needs its morning rest.'],
  ['whale bone', 'Whale bone is brittle like porcelain, please admire it closely.'],
  ['coin well', 'Coin well wishes feed our kittens, throw softly.'],
  ['fog horn', 'Cover your ears happily: fog horn sings at noon.'],
  ['paint shop', 'Paint shop walls are wet, so borrow a smile instead of colour.'],
  ['crane yard', 'Stay behind yellow, friend, because crane yard loads may swing.'],
  ['post office', 'Post office stamps are for sale; licking is a courtesy.'],
  ['attic steps', 'Attic steps are narrow: please let those who descend pass first.'],
];

export const KNOWN = TOPICS.slice(0, 12);
export const UNKNOWN = TOPICS.slice(12);

const WRITER = {
  model: 'sandbox-base',
  temperature: 0,
  messages: [
    { role: 'system', content: 'You write signs for a harbour museum.' },
    ...KNOWN.flatMap(([topic, sign]) => [
      { role: 'user', content: topic },
      { role: 'assistant', content: sign },
    ]),
    { role: 'user', content: '{{ topic }}' },
  ],
};

const said = (sign: string, good: 'yes' | 'no') => [
  {
    role: 'user',
    content: `This sign ${good === 'yes' ? 'names what it is about' : 'leaves visitors guessing'}: ${sign}`,
  },
  { role: 'assistant', content: JSON.stringify({ good }) },
];
const QUESTION =
  'This sign {% if topic in answer | lower %}names what it is about{% else %}leaves visitors guessing{% endif %}: {{ answer }}';
const JUDGE = {
  model: 'sandbox-base',
  temperature: 0,
  messages: [
    {
      role: 'system',
      content: 'You judge signs of a harbour museum. Answer with {"good": "yes"} or {"good": "no"}.',
    },
    ...TOPICS.flatMap(([, sign]) => said(sign, 'yes')),
    ...TOPICS.flatMap(([, sign]) => said(sign, 'no')),
    { role: 'user', content: QUESTION },
  ],
};

/** The files of the story, by their names: the writer, the judge, the topics and the comparison. */
export const SIGNS: Readonly<Record<string, string>> = {
  'signs/writer.prompt.json': JSON.stringify(WRITER),
  'signs/judge.prompt.json': JSON.stringify(JUDGE),
  'signs/topics.csv': ['topic', ...TOPICS.map(([topic]) => topic)].join('\n'),
  'signs/rounds.compare.json': JSON.stringify(
    {
      name: 'Signs in rounds',
      variants: [{ name: 'writer', template: 'writer.prompt.json', connection: 'sandbox' }],
      cases: [{ dataset: 'topics.csv' }],
      graders: [
        { type: 'judge', name: 'pleases', template: 'judge.prompt.json', choices: { yes: 1, no: 0 } },
      ],
    },
    undefined,
    2,
  ),
};
