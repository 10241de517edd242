import GatePipeline

/// What the page of the watch list says.
enum WatchWords {
    private static func say(_ vi: String, _ en: String, _ zh: String) -> Phrase { Phrase(vi: vi, en: en, zh: zh) }

    static let title = say("Danh sách theo dõi", "Watch list", "监控名单")
    static let explained = say(
        "Thêm hay bỏ đều cần người thứ hai xác nhận. Các làn áp dụng trong vài giây.",
        "Adding and removing need a second officer. The lanes follow within seconds.", "添加或移除均需第二人确认,各通道数秒内生效。")
    static let files = say(
        "Danh sách trong tệp của cửa khẩu vẫn có hiệu lực bên cạnh.",
        "The list in the gate's register file counts beside it.",
        "口岸登记文件中的名单同时有效。")
    static let active = say("Đang theo dõi", "Looked for", "正在监控")
    static let pending = say("Chờ người thứ hai", "Waits for a second officer", "待第二人确认")
    static let kind = say("Loại", "Kind", "类型")
    static let text = say("Đối tượng", "What", "对象")
    static let note = say("Ai tìm và làm gì", "Who looks for it, and what to do", "监控机构与处理办法")
    static let added = say("Thêm bởi", "Added by", "添加人")
    static let add = say("Đề nghị thêm", "Ask to add", "申请添加")
    static let remove = say("Đề nghị bỏ", "Ask to remove", "申请移除")
    static let toAdd = say("Thêm", "Add", "添加")
    static let toRemove = say("Bỏ", "Remove", "移除")

    static func kind(_ kind: WatchedThing.Kind) -> Phrase {
        switch kind {
        case .plate: say("Biển số", "Plate", "车牌")
        case .container: say("Container", "Container", "集装箱")
        case .person: say("Người", "Person", "人员")
        case .firm: say("Doanh nghiệp", "Firm", "企业")
        }
    }
}
