/** The fields of a form in their order, as URLSearchParams reads them; that one takes far longer, and is asked where percent-encoding is broken. */
export function readFormFields(text: string): [name: string, value: string][] {
  try {
    return text.split('&').map((field) => {
      const [name = '', ...value] = field.replaceAll('+', ' ').split('=')
      return [decodeURIComponent(name), decodeURIComponent(value.join('='))]
    })
  } catch {
    return [...new URLSearchParams(`?${text}`)] // it leaves out one question mark at the start
  }
}
