import GatePipeline

/// Keys of the firm's systems, and where it is told.
struct SystemsPage {
    let call: Call
    let keys: [APIKey]
    let webhooks: [Webhook]
    let deliveries: [String: [WebhookDelivery]]
    let notice: HTML

    func response(status: Int) -> HTTPResponse {
        let language = call.language
        return Page(Words.systems(language), for: call) {
            notice
            tag(.h2, text: FirmWords.keys(language))
            tag(.ul) {
                for key in keys {
                    tag(.li) {
                        tag(.code, text: "bg_live_\(key.id)_…")
                        " " + Words.since(language) + " " + Times.text(key.created)
                        if let used = key.used { ", " + Words.lastUsed(language) + " " + Times.text(used) }
                        button("/firm/keys/revoke", "key", key.id, FirmWords.revoke)
                    }
                }
            }
            tag(.form, .set(.method, "post"), .action("/firm/keys")) {
                call.csrfField
                tag(.button, .set(.type, "submit"), text: FirmWords.makeKey(language))
            }
            tag(.h2, text: FirmWords.webhooks(language))
            for webhook in webhooks {
                tag(.section, .class("panel")) {
                    tag(.h3, text: webhook.url)
                    tag(.ul) {
                        for delivery in deliveries[webhook.id] ?? [] {
                            tag(.li) {
                                tag(.code, text: delivery.name)
                                " " + FirmWords.name(of: delivery.state)(language)
                                if let answer = delivery.lastAnswer { " · " + answer }
                            }
                        }
                    }
                    button("/firm/webhooks/remove", "webhook", webhook.id, FirmWords.remove)
                }
            }
            tag(.form, .set(.method, "post"), .action("/firm/webhooks"), .class("panel")) {
                call.csrfField
                tag(.div, .class("field")) {
                    tag(.label, .set(.for, "url"), text: FirmWords.address(language))
                    tag(
                        .input, .id("url"), .set(.name, "url"), .set(.type, "url"), .flag(.required),
                        .set(.maxlength, "500"))
                }
                tag(.button, .set(.type, "submit"), text: FirmWords.addWebhook(language))
            }
        }.response(status: status)
    }

    private func button(_ path: String, _ name: String, _ value: String, _ label: Phrase) -> HTML {
        tag(.form, .set(.method, "post"), .action(path)) {
            call.csrfField
            tag(.input, .set(.type, "hidden"), .set(.name, name), .set(.value, value))
            tag(.button, .set(.type, "submit"), .class("quiet"), text: label(call.language))
        }
    }
}
