/** The document of a webview's page. Its script and style come from the extension, and nothing from elsewhere. */

export interface PageParts {
  readonly title: string;
  /** What the script expects to find. */
  readonly body: string;
  readonly script: string;
  readonly style: string;
  /** The webview's own origin, as its policy names it. */
  readonly source: string;
  readonly nonce: string;
}

export function pageHtml({ title, body, script, style, source, nonce }: PageParts): string {
  // Pictures of a page are drawn from a text of its own, and are never fetched.
  // Workers are part of its script, which makes blobs of them.
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'; worker-src blob:; img-src data:`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style}">
  <title>${title}</title>
</head>
<body>
${body}
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
