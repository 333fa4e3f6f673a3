import { analysePrompt, type PromptAnalysis } from '../core/template/promptFile/analysePrompt.ts';
import { completePrompt } from '../core/template/promptFile/completePrompt.ts';
import { diagnosePrompt } from '../core/template/promptFile/diagnosePrompt.ts';
import { parseInputSets } from '../core/template/promptFile/inputSets.ts';
import { renameEdits, thingAt } from '../core/template/promptFile/navigation.ts';
import { parseByName } from '../core/template/promptFile/parseByName.ts';
import type { PromptFile } from '../core/template/promptFile/promptFile.ts';
import type { AnalyseContract, PromptText } from '../protocol/analyse.ts';
import type { Handlers } from '../protocol/channel.ts';

interface Analysed {
  prompt: PromptFile;
  analysis: PromptAnalysis;
}

/** Answers for the analysis worker. The last prompt is kept: questions about one come in a row. */
export function analyseHandlers(): Handlers<AnalyseContract> {
  let last: Analysed | undefined;
  const analysed = (source: PromptText): Analysed => {
    if (last && isSame(last.prompt, source)) return last;
    const { path, text, files } = source;
    const prompt = parseByName({ path, text, files });
    last = { prompt, analysis: analysePrompt(prompt) };
    return last;
  };
  return {
    diagnose(source) {
      const { prompt, analysis } = analysed(source);
      return diagnosePrompt(prompt, analysis, { known: new Set(source.known) });
    },
    complete(source) {
      const { prompt, analysis } = analysed(source);
      return completePrompt(prompt, analysis, source.offset, source.values, source.file);
    },
    thing: source => thingAt(analysed(source).analysis, source.offset, source.file),
    rename(source) {
      const { analysis } = analysed(source);
      const thing = thingAt(analysis, source.offset, source.file);
      const fixtures = Object.entries(source.fixtures).map(([file, text]) => ({
        file,
        sets: parseInputSets(text),
      }));
      return thing && renameEdits(analysis, thing, source.newName, fixtures);
    },
  };
}

function isSame(prompt: PromptFile, { path, text, files }: PromptText): boolean {
  const names = Object.keys(files);
  return (
    prompt.path === path &&
    prompt.text === text &&
    names.length === Object.keys(prompt.files).length &&
    names.every(name => prompt.files[name] === files[name])
  );
}
