/**
 * A page of `src/views` in a browser, with the test in the extension's place: what the page says is heard, and what
 * the extension would say is posted.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { pageHtml } from '../../src/editor/page-html';
import { CACHE, installEditor, ROOT } from '../editor/install';
import { PATIENCE } from '../patience';
import { THEMES, type Theme } from './themes';

const { pages }: { pages: BuildOptions } = require('../../esbuild');

const ORIGIN = 'http://page.test';
const PICTURES = process.env.STEPFORMER_PICTURES ?? path.join(CACHE, 'pictures');

/** What VS Code gives a page, as text: what a test's compiler adds to functions is not there in the browser. */
const EDITOR = `
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.tell(message),
    getState: () => JSON.parse(sessionStorage.getItem('kept') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('kept', JSON.stringify(state)),
  });`;

export interface PageDriver<To> {
  readonly page: Page;
  /** Errors of the page and of its content policy. */
  readonly problems: string[];
  post(message: To): Promise<void>;
  theme(theme: Theme): Promise<void>;
  /** Writes a screenshot to the pictures. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface PageUnderTest<From> {
  /** Its bundle, as in `dist`. */
  readonly name: string;
  /** Its script, within src. */
  readonly entry: string;
  readonly body: string;
  readonly width: number;
  readonly height: number;
  readonly theme?: Theme;
  /** Called with all that the page says. */
  heard(message: From): void | Promise<void>;
}

export async function openPage<To, From>(under: PageUnderTest<From>): Promise<PageDriver<To>> {
  const { name, entry, body, width, height, heard } = under;
  const outdir = path.join(CACHE, 'page');
  await build({
    ...pages,
    minify: false,
    outdir,
    entryPoints: { [name]: path.join(ROOT, 'src', entry) },
  });
  const browser = await chromium.launch({
    executablePath: installEditor().chromium,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(PATIENCE);
  const problems: string[] = [];
  let colours = THEMES[under.theme ?? 'light'];

  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.exposeFunction('tell', heard);
  await page.addInitScript(EDITOR);
  const html = pageHtml({
    title: name,
    body,
    script: `${ORIGIN}/${name}.js`,
    style: `${ORIGIN}/${name}.css`,
    source: ORIGIN,
    nonce: 'once',
  });
  await page.route(`${ORIGIN}/**`, (route) => {
    const file = new URL(route.request().url()).pathname.slice(1);
    if (file === '') return route.fulfill({ body: html, contentType: 'text/html' });
    const style = file.endsWith('.css');
    return route.fulfill({
      body: readFileSync(path.join(outdir, file), 'utf8') + (style ? colours : ''),
      contentType: style ? 'text/css' : 'text/javascript',
    });
  });
  await page.goto(`${ORIGIN}/`);
  return {
    page,
    problems,
    post: (message) => page.evaluate((m) => window.postMessage(m, '*'), message as object),
    async theme(theme) {
      colours = THEMES[theme];
      await page.addStyleTag({ url: `${ORIGIN}/${name}.css?${theme}` });
    },
    async picture(name) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
    },
    close: () => browser.close(),
  };
}
