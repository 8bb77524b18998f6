/** Charts as pictures: what is drawn on the page, with its colours written into it, as they lie in style sheets there. */

const STYLED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
]

/** A copy of `chart` that looks the same without the page around it. */
function alone(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement
  const [from, to] = [chart.querySelectorAll('*'), copy.querySelectorAll<SVGElement>('*')]
  from.forEach((drawn, place) => {
    const style = getComputedStyle(drawn)
    for (const name of STYLED) to[place]?.setAttribute(name, style.getPropertyValue(name))
  })
  const { width, height } = chart.getBoundingClientRect()
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return copy
}

const textOf = (chart: SVGSVGElement): string => new XMLSerializer().serializeToString(alone(chart))

/** Saves `chart` as an SVG file. */
export function saveSvg(chart: SVGSVGElement | null | undefined, name: string): void {
  if (chart) save(new Blob([textOf(chart)], { type: 'image/svg+xml' }), `${name}.svg`)
}

/** Saves `chart` as a PNG file, twice as sharp as on screen, on white. */
export async function savePng(chart: SVGSVGElement | null | undefined, name: string): Promise<void> {
  if (!chart) return
  const { width, height } = chart.getBoundingClientRect()
  const picture = new Image()
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(textOf(chart))}`
  await picture.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: 2 * width, height: 2 * height })
  const context = canvas.getContext('2d')
  if (!context) return
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  canvas.toBlob((blob) => blob && save(blob, `${name}.png`))
}

function save(blob: Blob, name: string): void {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name })
  link.click()
  URL.revokeObjectURL(link.href)
}
