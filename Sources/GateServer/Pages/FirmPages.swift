import GatePipeline

/// Pages for firms without a system of their own.
struct FirmPages: Sendable {
    let movements: MovementRoutes
    let declarations: DeclarationRoutes
    let readModel: any StatusReadModel
    let accounts: any AccountStore
    let webhooks: any WebhookStore
    let secrets: Secrets

    var routes: [Route] { [] }
}
