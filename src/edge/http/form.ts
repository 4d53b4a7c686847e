/** The fields of a form in order, as URLSearchParams reads them but much faster. URLSearchParams is used if percent-encoding is broken. */
export function readFormFields(text: string): [name: string, value: string][] {
  try {
    return text.split('&').map((field) => {
      const [name = '', ...value] = field.replaceAll('+', ' ').split('=')
      return [decodeURIComponent(name), decodeURIComponent(value.join('='))]
    })
  } catch {
    return [...new URLSearchParams(`?${text}`)] // URLSearchParams drops one question mark at the start
  }
}
