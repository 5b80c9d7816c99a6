from dotenv import load_dotenv

load_dotenv()

import files  # noqa: E402

files.mcp.run()
