/**
 * The view as a picture. A view that is one drawing marks it with `data-picture`, and is saved as that SVG with the
 * colours that it has on the screen; any other one is drawn as the browser lays it out.
 */
import { domToForeignObjectSvg, domToPng } from 'modern-screenshot';

/** Pixels of a picture for each one of the screen. */
const SCALE = 2;

/** What of an element's style a drawing cannot do without. */
const PROPERTIES = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray'],
  ...['stroke-linecap', 'stroke-linejoin', 'opacity', 'visibility', 'display'],
  ...['font-family', 'font-size', 'font-style', 'font-weight', 'text-anchor', 'dominant-baseline'],
  ...['font-variant-numeric', 'paint-order'],
];

/** What of an element's style the views use: to copy all that there is takes seconds. */
const USED = [
  ...['display', 'position', 'inset', 'top', 'right', 'bottom', 'left', 'z-index', 'float'],
  ...['box-sizing', 'width', 'height', 'min-width', 'min-height', 'max-width', 'max-height'],
  ...['margin', 'padding', 'outline'],
  ...['border', 'border-radius', 'border-collapse', 'border-spacing'],
  ...['flex', 'flex-direction', 'flex-wrap', 'align-items', 'align-content', 'align-self'],
  ...['justify-content', 'justify-items', 'justify-self', 'order', 'gap'],
  ...['grid-template-columns', 'grid-template-rows', 'grid-column', 'grid-row', 'grid-auto-flow'],
  ...['color', 'box-shadow'],
  ...['background', 'background-color', 'background-image', 'background-size'],
  ...['font', 'line-height', 'letter-spacing', 'text-align', 'text-decoration', 'text-indent'],
  ...['text-overflow', 'text-transform', 'vertical-align', 'white-space', 'word-break'],
  ...['overflow', 'overflow-x', 'overflow-y', 'overflow-wrap', 'list-style', 'transform'],
  ...['table-layout', 'content', 'appearance', 'clip-path', ...PROPERTIES],
];

const drawingOf = (view: HTMLElement) => view.querySelector<SVGSVGElement>('svg[data-picture]');

const background = () =>
  getComputedStyle(document.body).getPropertyValue('--vscode-editor-background') || '#fff';

const options = () => ({
  backgroundColor: background(),
  font: false as const,
  includeStyleProperties: USED,
});

export async function svgOf(view: HTMLElement): Promise<string> {
  const drawing = drawingOf(view);
  const svg = drawing ? standAlone(drawing) : await domToForeignObjectSvg(view, options());
  return new XMLSerializer().serializeToString(svg);
}

/** In base64. */
export async function pngOf(view: HTMLElement): Promise<string> {
  const drawing = drawingOf(view);
  const url = drawing
    ? await paint(standAlone(drawing), drawing.getBoundingClientRect())
    : await domToPng(view, { ...options(), scale: SCALE });
  return url.split(',')[1];
}

/** A copy of a drawing that needs no style sheet. */
function standAlone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const { width, height } = drawing.getBoundingClientRect();
  const originals = [drawing, ...drawing.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  originals.forEach((original, i) => {
    const style = getComputedStyle(original);
    for (const property of PROPERTIES)
      copies[i].setAttribute(property, style.getPropertyValue(property));
    // What it takes from the theme is in these now.
    for (const name of ['class', 'style', 'tabindex']) copies[i].removeAttribute(name);
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', `${width}`);
  copy.setAttribute('height', `${height}`);
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const [x = '0', y = '0'] = (copy.getAttribute('viewBox') ?? '').split(/[\s,]+/);
  for (const [name, value] of Object.entries({ x, y, width: '100%', height: '100%' }))
    ground.setAttribute(name, value);
  ground.setAttribute('fill', background());
  copy.prepend(ground);
  return copy;
}

async function paint(svg: SVGSVGElement, { width, height }: DOMRect): Promise<string> {
  const image = new Image();
  const text = new XMLSerializer().serializeToString(svg);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * SCALE);
  canvas.height = Math.ceil(height * SCALE);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}
