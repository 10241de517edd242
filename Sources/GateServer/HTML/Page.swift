public import GatePipeline

/// A whole page: head, navigation by role, languages, content.
public struct Page: Sendable {
    public var title: String
    public var call: Call
    public var scripts: [String] = []
    public var styles: [String] = []
    public var content: HTML

    public init(_ title: String, for call: Call, @HTMLBuilder content: () -> HTML) {
        self.title = title
        self.call = call
        self.content = content()
    }

    /// ES modules of this gate, `/assets/…`; the page reads without them.
    public func with(scripts: [String] = [], styles: [String] = []) -> Page {
        var page = self
        page.scripts += scripts
        page.styles += styles
        return page
    }

    public func response(status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, type: "text/html; charset=utf-8", "<!DOCTYPE html>" + document.markup)
    }

    private var document: HTML {
        let language = call.language
        return tag(.html, .set(.lang, language.rawValue)) {
            tag(.head) {
                tag(.meta, .set(.charset, "utf-8"))
                tag(.meta, .set(.name, "viewport"), .set(.content, "width=device-width, initial-scale=1"))
                tag(.meta, .set(.name, "color-scheme"), .set(.content, "light dark"))
                tag(.title, text: "\(title) – bordergate")
                tag(.link, .set(.rel, "icon"), .href("/assets/icon.svg"), .set(.type, "image/svg+xml"))
                tag(.link, .set(.rel, "stylesheet"), .href("/assets/gate.css"))
                for style in styles { tag(.link, .set(.rel, "stylesheet"), .href(style)) }
                for script in scripts { tag(.script, .set(.type, "module"), .src(script)) }
            }
            tag(.body) {
                tag(.a, .class("skip"), .href("#main"), text: Words.skip(language))
                tag(.header, .class("top")) {
                    tag(.a, .class("brand"), .href("/"), text: "bordergate")
                    navigation
                    languages
                    account
                }
                tag(.main, .id("main"), .set(.tabindex, "-1")) {
                    tag(.h1, text: title)
                    content
                }
            }
        }
    }

    private var navigation: HTML {
        guard let role = call.principal.account?.role else { return .empty }
        return tag(.nav, .aria("label", Words.navigation(call.language))) {
            tag(.ul) {
                for entry in NavigationEntry.of(role) {
                    tag(.li) {
                        tag(
                            .a, .href(entry.path), .aria("current", call.path == entry.path ? "page" : nil),
                            text: entry.name(call.language))
                    }
                }
            }
        }
    }

    private var languages: HTML {
        tag(.ul, .class("languages")) {
            for language in Language.allCases {
                tag(.li) {
                    tag(
                        .a, .href("?lang=\(language.rawValue)"), .set(.lang, language.rawValue),
                        .aria("current", language == call.language ? "true" : nil), text: language.ownName)
                }
            }
        }
    }

    private var account: HTML {
        guard let account = call.principal.account else { return .empty }
        return tag(.form, .set(.method, "post"), .action("/logout"), .class("account")) {
            csrf
            tag(.a, .href("/account"), text: account.name)
            tag(.button, .set(.type, "submit"), text: Words.signOut(call.language))
        }
    }

    /// The hidden field that every form that changes something needs.
    public var csrf: HTML { call.csrfField }
}

extension Call {
    /// The hidden field that every form that changes something needs.
    public var csrfField: HTML { tag(.input, .set(.type, "hidden"), .set(.name, "csrf"), .set(.value, csrfToken)) }

    /// The path without its query.
    public var path: String { String(request.target.prefix { $0 != "?" }) }
}

/// A place of the navigation, for some roles. Each area of the pages adds its own.
public struct NavigationEntry: Sendable {
    public let path: String
    public let name: Phrase
    public let roles: Set<Role>

    static let all: [NavigationEntry] = [
        NavigationEntry(path: "/desk", name: DeskWords.queue, roles: DeskAction.look.roles),
        NavigationEntry(path: "/desk/lanes", name: DeskWords.lanes, roles: DeskAction.look.roles),
        NavigationEntry(path: "/desk/turnaround", name: DeskWords.turnaround, roles: DeskAction.look.roles),
        NavigationEntry(path: "/desk/watch", name: WatchWords.title, roles: DeskAction.watch.roles),
        NavigationEntry(path: "/admin", name: DeskWords.administration, roles: DeskAction.administer.roles),
        NavigationEntry(path: "/admin/audit", name: AdminWords.audit, roles: DeskAction.administer.roles),
        NavigationEntry(path: "/firm/movements", name: Words.movements, roles: [.firm]),
        NavigationEntry(path: "/firm/file", name: Words.file, roles: [.firm]),
        NavigationEntry(path: "/firm/webhooks", name: Words.systems, roles: [.firm]),
    ]

    static func of(_ role: Role) -> [NavigationEntry] { all.filter { $0.roles.contains(role) } }
}
