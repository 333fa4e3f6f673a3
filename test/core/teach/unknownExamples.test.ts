import assert from 'node:assert/strict';
import {
  askedQuestions,
  readQuestions,
  unknownExample,
  unknownPrompt,
} from '../../../src/core/teach/unknownExamples.ts';

const line = (...messages: [role: string, content: unknown][]) =>
  JSON.stringify({ messages: messages.map(([role, content]) => ({ role, content })) });

describe('examples that say “I don’t know”', () => {
  const asked = askedQuestions([
    line(['system', 'You are a guide.'], ['user', 'When does it open?'], ['assistant', 'At ten.']),
    '{"torn',
    line(['user', 'Say hello.'], ['assistant', 'Hello.']),
    line(['user', 'First?'], ['assistant', 'Yes.'], ['user', 'And who built it? '], ['assistant', 'Ole.']),
    line(['user', 'When does it open?'], ['assistant', 'At ten.']),
    line(['user', [{ type: 'text', text: 'Parts?' }]], ['assistant', '?']),
  ]);

  it('are of the kind that the dataset asks', () => {
    assert.deepEqual(asked, {
      questions: ['When does it open?', 'And who built it?'],
      system: 'You are a guide.',
    });
    const last = String(unknownPrompt(asked, 7).at(-1)?.content);
    assert.equal(last, 'Write 7 questions.\n\nWhen does it open?\nAnd who built it?');
  });

  it('show the model some of many questions, from all over', () => {
    const many = { questions: Array.from({ length: 1000 }, (_, index) => `What is ${index}?`) };
    const shown = String(unknownPrompt(many, 5).at(-1)?.content).split('\n').slice(2);
    assert.equal(shown.length, 20);
    assert.deepEqual([shown[0], shown[19]], ['What is 0?', 'What is 950?']);
  });

  it('are read out of lists, none that is there already, none twice', () => {
    const answer =
      'Sure:\n1. Who swept it?\n2) when does it OPEN\n- When does it open??\n* Who swept it?\n\nWhy so?';
    assert.deepEqual(readQuestions(answer, asked, 9), ['Who swept it?', 'Why so?']);
    assert.deepEqual(readQuestions(answer, asked, 1), ['Who swept it?']);
  });

  it('keep the system message of the others', () => {
    assert.equal(
      unknownExample(asked, 'Why "so"?', 'I don’t know.'),
      line(['system', 'You are a guide.'], ['user', 'Why "so"?'], ['assistant', 'I don’t know.']),
    );
  });
});
