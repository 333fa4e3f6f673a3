import assert from 'node:assert/strict';
import { hostileReports } from './support/hostileComparison.ts';

describe('reports of a hostile comparison', () => {
  let reports: Awaited<ReturnType<typeof hostileReports>>;
  before(async () => {
    reports = await hostileReports();
  });

  it('are text in HTML: no tag, attribute or address of a stranger', () => {
    const { html } = reports;
    const tags = new Set([...html.matchAll(/<\s*([a-z]+)/gi)].map(([, tag]) => tag!.toLowerCase()));
    for (const tag of ['script', 'img', 'iframe', 'a', 'link', 'object', 'form'])
      assert.ok(!tags.has(tag), tag);
    // What stands in quotes is a text: quotes in it are written as numbers.
    assert.doesNotMatch(html.replace(/"[^"]*"/g, '""'), /<[^>]*\s(?:on\w+|src|href|srcdoc)\s*=/i);
    assert.doesNotMatch(html, /[\u001b\u202a-\u202e]/);
    assert.ok(html.includes('Content-Security-Policy'));
    // Charts and their numbers are there, and judges that nobody agreed with yet are told apart.
    assert.ok((html.match(/<svg /g) ?? []).length > 3);
    assert.match(html, /Score over rounds of tuning/);
    assert.match(html, /not trusted yet/);
  });

  it('keep their tables in Markdown', () => {
    const { markdown } = reports;
    assert.doesNotMatch(markdown, /(?<!\\)<(?:script|img|svg|iframe)/);
    assert.doesNotMatch(markdown, /(?<!\\)\]\(/);
    const rows = markdown.split('\n').filter(line => line.startsWith('|'));
    assert.ok(rows.length > 6);
    const widths = rows.map(row => row.match(/(?<!\\)\|/g)!.length);
    const tables = new Set(widths);
    assert.ok(tables.size <= 3, `${[...tables].join(', ')} columns`);
    assert.equal(markdown.split('\n').filter(line => /^#+ /.test(line)).length, 1);
    assert.match(markdown, /not trusted yet/);
  });
});
