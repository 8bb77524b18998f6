import {
  Badge,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Modal,
  Paper,
  Table,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core'

const toll: MantineColorsTuple = [
  '#eff0fd',
  '#dcdef7',
  '#b6b9ec',
  '#8e92e2',
  '#6c71d9',
  '#565cd4',
  '#4a4fd0',
  '#3b40b8',
  '#3439a5',
  '#2a3092',
]

/** Greys of the dark scheme, as cool as the console's own ground and sheet. */
const dark: MantineColorsTuple = [
  '#c9cbd1',
  '#a3a8b4',
  '#8d919c',
  '#5c6068',
  '#3a3d44',
  '#2e3037',
  '#26282e',
  '#1b1c20',
  '#16171a',
  '#101114',
]

/** The library's colours, with text on a tint as dark as one needs to read it. */
const readable: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  const { variant, theme } = input
  const name = (input.color ?? theme.primaryColor).split('.')[0] ?? theme.primaryColor
  if ((variant !== 'light' && variant !== 'subtle') || !(name in theme.colors)) return colors
  const deep = `color-mix(in srgb, var(--mantine-color-${name}-9), black 32%)`
  const color = `light-dark(${deep}, var(--mantine-color-${name}-2))`
  if (variant !== 'light' || name !== 'gray') return { ...colors, color }
  // The library's own is darker than the sheet, and looks like a hole in it.
  return { ...colors, color, background: 'light-dark(var(--mantine-color-gray-1), var(--mantine-color-dark-5))' }
}

/** Colours, sizes and shapes of the whole console; components take theirs from here. */
export const theme = createTheme({
  primaryColor: 'toll',
  primaryShade: { light: 6, dark: 5 },
  colors: { toll, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.375rem', lineHeight: '1.3' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  autoContrast: true,
  variantColorResolver: readable,
  components: {
    Paper: Paper.extend({ defaultProps: { withBorder: true, radius: 'md' } }),
    Modal: Modal.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', tt: 'none', radius: 'sm', fw: 500 } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 7, horizontalSpacing: 'sm', fz: 'sm' } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 250,
        withArrow: true,
        multiline: true,
        maw: 360,
        events: { hover: true, focus: true, touch: true },
      },
    }),
  },
})

/** What is said beside is said in the console's own quiet colour, which is dark enough to read. */
export const variables: CSSVariablesResolver = () => {
  const quiet = { '--mantine-color-dimmed': 'var(--quiet)' }
  return { variables: {}, light: quiet, dark: quiet }
}

/** How a state looks wherever it is shown; it is always said in words too. */
export const tone = {
  good: 'teal',
  soon: 'yellow',
  bad: 'red',
  calm: 'gray',
  live: 'toll',
} as const

export type Tone = keyof typeof tone
