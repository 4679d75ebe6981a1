/** What the script of the timeline's page expects to find in it. */
export const BODY = `  <main id="empty" hidden>
    <p>The timeline shows a program's whole run inside the transformer, token by token: how deep its calls
      went, which function was busy, where it wrote and where it stopped. You can go to any moment of it.</p>
    <p><button id="debug-file">Debug the Open File</button>
      <button id="open-sample" class="secondary">Open a Sample</button></p>
  </main>
  <main id="session" hidden>
    <section id="profile" aria-label="Timeline">
      <header><span id="readout" role="status"></span><ul id="legend" aria-label="Functions"></ul></header>
      <div id="track" role="slider" tabindex="0" aria-label="Moment of the run, in tokens"
        aria-orientation="horizontal"><canvas></canvas><p id="notice" class="over" role="status" hidden></p></div>
      <div id="overview" role="scrollbar" aria-label="Part of the run that is shown" aria-controls="track"
        aria-orientation="horizontal" aria-valuemin="0" aria-valuemax="100"><div id="thumb"></div></div>
    </section>
    <div id="divider" role="separator" tabindex="0" aria-orientation="vertical"
      aria-label="Width of the output"></div>
    <section id="output" aria-label="Output">
      <header><span>Output</span><span id="pointed" role="status"></span></header>
      <pre id="text" tabindex="0" role="document" aria-label="What the program wrote"></pre>
    </section>
  </main>`;
