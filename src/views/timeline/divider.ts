/** The divider between the track and the output. */

const STEP = 0.05;
const [LEAST, MOST] = [0.1, 0.8];

/** Tells `change` the output's share of the width. */
export function attachDivider(
  divider: HTMLElement,
  session: HTMLElement,
  initial: number,
  change: (share: number) => void,
): void {
  let share = initial;

  function set(wanted: number): void {
    share = Math.min(Math.max(wanted, LEAST), MOST);
    session.style.setProperty('--output', `${share}fr`);
    session.style.setProperty('--profile', `${1 - share}fr`);
    divider.setAttribute('aria-valuenow', `${Math.round(share * 100)}`);
  }
  function choose(wanted: number): void {
    set(wanted);
    change(share);
  }

  set(share);
  divider.addEventListener('pointerdown', ({ pointerId }) => divider.setPointerCapture(pointerId));
  divider.addEventListener('pointermove', ({ clientX, clientY, pointerId }) => {
    if (!divider.hasPointerCapture(pointerId)) return;
    const { right, bottom, width, height } = session.getBoundingClientRect();
    // In a narrow view the output is below the track.
    const below = divider.clientWidth > divider.clientHeight;
    choose(below ? (bottom - clientY) / height : (right - clientX) / width);
  });
  divider.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowLeft' || key === 'ArrowUp') choose(share + STEP);
    if (key === 'ArrowRight' || key === 'ArrowDown') choose(share - STEP);
  });
}
