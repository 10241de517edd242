/// A piece of a page. Text and attribute values are escaped when it is written; there is no way to put markup in as text.
public indirect enum HTML: Sendable, Hashable {
    case text(String)
    case element(Tag, [Attribute], [HTML])
    case fragment([HTML])

    public static let empty = HTML.fragment([])

    /// The markup.
    public var markup: String {
        var out = ""
        write(to: &out)
        return out
    }

    private func write(to out: inout String) {
        switch self {
        case .text(let text): out += Self.escaped(text)
        case .fragment(let children): for child in children { child.write(to: &out) }
        case .element(let tag, let attributes, let children):
            out += "<\(tag.rawValue)"
            for attribute in attributes {
                guard let value = attribute.value else { continue }
                out +=
                    value.isEmpty && attribute.isFlag
                    ? " \(attribute.name)" : " \(attribute.name)=\"\(Self.escaped(value))\""
            }
            out += ">"
            if tag.isVoid { return }
            for child in children { child.write(to: &out) }
            out += "</\(tag.rawValue)>"
        }
    }

    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case "\n", "\t": out.unicodeScalars.append(scalar)
            // Controls, and marks that turn the direction of what follows: shown as what they are not.
            case _ where scalar.value < 32 || (127..<160).contains(scalar.value): out += "\u{FFFD}"
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{200E}", "\u{200F}": out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}

/// The elements that pages use. There is no `script` with content and no `style`.
public enum Tag: String, Sendable {
    case html, head, title, meta, link, body, header, nav, main, footer, section, article, aside, div, span, p, a,
        strong, em
    case h1, h2, h3, h4, ul, ol, li, dl, dt, dd, table, caption, thead, tbody, tr, th, td, form, label, input, button,
        select, option
    case textarea, fieldset, legend, time, code, pre, img, figure, figcaption, details, summary, output, dialog,
        template, canvas, q
    case script, hr, br, small, mark, abbr, progress, svg, g, path, line, rect, circle, text, kbd, datalist, meter

    var isVoid: Bool {
        switch self {
        case .meta, .link, .input, .img, .hr, .br: true
        default: false
        }
    }
}

/// An attribute by its name; those that could run script can't be made.
public struct Attribute: Sendable, Hashable {
    let name: String
    /// nil leaves it out.
    let value: String?
    let isFlag: Bool

    private init(_ name: String, _ value: String?, isFlag: Bool = false) {
        self.name = name
        self.value = value
        self.isFlag = isFlag
    }

    /// Names of plain text values; `on…`, `style`, `href`, `src`, `action` are not among them.
    public enum Name: String, Sendable {
        case `class`, id, lang, title, name, value, type, method, `for`, role, scope, placeholder, autocomplete, accept,
            enctype
        case rows, cols, min, max, step, minlength, maxlength, pattern, inputmode, datetime, charset, content, rel,
            width, height
        case tabindex, accesskey, colspan, rowspan, alt, loading, list, viewBox, d, x, y, x1, y1, x2, y2, cx, cy, r, rx,
            fill, stroke, wrap
        case headers, dir, low, high, optimum, form
    }
    public enum Flag: String, Sendable {
        case required, disabled, checked, selected, multiple, hidden, autofocus, readonly, open, `defer`, novalidate,
            reversed
    }

    public static func set(_ name: Name, _ value: String?) -> Attribute { Attribute(name.rawValue, value) }
    public static func flag(_ flag: Flag, _ isSet: Bool = true) -> Attribute {
        Attribute(flag.rawValue, isSet ? "" : nil, isFlag: true)
    }
    public static func `class`(_ value: String?) -> Attribute { Attribute("class", value) }
    public static func id(_ value: String) -> Attribute { Attribute("id", value) }
    public static func data(_ name: String, _ value: String?) -> Attribute { Attribute("data-" + word(name), value) }
    public static func aria(_ name: String, _ value: String?) -> Attribute { Attribute("aria-" + word(name), value) }
    /// A page of this gate, a place in the page, or nothing.
    public static func href(_ path: String) -> Attribute { Attribute("href", local(path)) }
    public static func src(_ path: String) -> Attribute { Attribute("src", local(path)) }
    public static func action(_ path: String) -> Attribute { Attribute("action", local(path)) }
    /// `module` scripts and preloads name their type by `set(.type, …)`.

    /// `javascript:` and other sites' addresses, `//host` among them, lead nowhere.
    private static func local(_ path: String) -> String {
        if path.hasPrefix("#") || path.hasPrefix("?") { return path }
        let isLocal = path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
        return isLocal ? path : "#"
    }

    private static func word(_ name: String) -> String {
        String(name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    }
}
